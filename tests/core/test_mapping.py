"""The classes of records are what SQLModel would make of them, and cost no more than is asked of them."""

from __future__ import annotations

import pickle
import sys
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from types import ModuleType
from typing import Any, ClassVar

import pytest
from sqlalchemy import Index, MetaData, inspect, select, update
from sqlalchemy.orm import aliased
from sqlmodel import Field, Session, create_engine

from desktop.core import fields as f
from desktop.core.mapping import Mapped
from desktop.core.records import table_of


class Alone(Mapped):
    """Keeps its tables apart from the program's."""

    metadata = MetaData()
    model_config = {"defer_build": True}
    __table_args__: ClassVar[Any] = {"sqlite_strict": True}
    id: int | None = Field(default=None, primary_key=True)


def is_mapped(model: type[Any]) -> bool:
    """Whether SQLAlchemy knows how objects of a model become rows."""
    return "__mapper__" in vars(model)


def new_model() -> type[Any]:
    """A model of a name of its own, of which nobody has asked anything."""
    number = len(Alone.metadata.tables)
    said = {"__annotations__": {"name": "str", "count": "int | None"}, "__module__": __name__, "name": f.text("Name"),
            "count": f.whole("Count")}
    return type(Alone)(f"Mapped{number}", (Alone,), said, table=True)


class Shelf(Alone, table=True):
    """One that is pickled by its name."""

    name: str = f.text("Name")


@pytest.mark.parametrize("use", [
    lambda model: model(name="a"), lambda model: model.model_validate({"name": "a"}), lambda model: model.model_construct(),
    select, update, aliased, inspect])
def test_a_model_is_mapped_when_it_is_first_used_for_records(use: Any) -> None:
    model = new_model()
    assert table_of(model).c.name.type is not None
    assert not is_mapped(model)
    use(model)
    assert is_mapped(model)


def test_columns_are_asked_for_without_mapping_and_give_the_same_afterwards() -> None:
    model = new_model()
    engine = create_engine("sqlite://")
    table_of(model).create(engine)
    question = select(model.name, model.count).where(model.name == "a").order_by(model.count)
    with Session(engine) as session:
        assert session.execute(question).all() == []
        assert not is_mapped(model)
        session.add_all([model(name="a", count=2), model(name="b", count=1), model(name="a", count=1)])
        session.commit()
        assert session.execute(question).all() == [("a", 1), ("a", 2)]
        assert session.execute(select(model.name, model.count).where(model.name == "a").order_by(model.count)).all() == [
            ("a", 1), ("a", 2)]
        assert session.get(model, session.scalars(select(model.id)).first()).name in ("a", "b")
    engine.dispose()  # Python 3.13 warns of a database that is left open


def test_threads_that_need_a_model_at_once_map_it_once() -> None:
    models = [new_model() for _number in range(20)]
    for model in models:
        start = Barrier(4)

        def need(model: Any = model, start: Barrier = start) -> Any:
            start.wait(60)
            return inspect(model)

        with ThreadPoolExecutor(4) as threads:
            mappers = {id(found.result()) for found in [threads.submit(need) for _number in range(4)]}
        assert len(mappers) == 1


def test_a_record_travels_to_another_process() -> None:
    shelf = Shelf(name="left")
    assert pickle.loads(pickle.dumps(shelf)).name == "left"


def test_a_model_is_the_same_with_annotations_that_are_no_texts() -> None:
    source = ("from datetime import date\nfrom typing import Any\nfrom desktop.core import fields as f\n"
              "from tests.core.test_mapping import Alone\n"
              "class {name}(Alone, table=True):\n    day: date | None = f.day('Day')\n"
              "    notes: dict[str, Any] = f.data('Notes', {{}})\n")
    made = []
    for name, text in (("Plainly", source), ("Textually", "from __future__ import annotations\n" + source)):
        module = ModuleType(f"of_{name}")
        sys.modules[module.__name__] = module
        exec(compile(text.format(name=name), module.__name__, "exec", dont_inherit=True), vars(module))
        made.append(vars(module)[name])
    plainly, textually = ({name: field.annotation for name, field in model.model_fields.items()} for model in made)
    assert plainly == textually
    assert [[c.name for c in table_of(model).c] for model in made] == [["id", "day", "notes"]] * 2


def test_a_field_said_again_stands_where_it_is_said_and_indexes_come_along() -> None:
    class Named(Alone):
        code: str = f.text("Code")
        name: str = f.text("Name")

    class Box(Named, table=True):
        __table_args__: ClassVar[Any] = (Index("ix_box_both", "name", "code"), {"sqlite_strict": True})
        weight: float | None = f.number("Weight")
        code: str = f.code("Box no.", "B")

    assert [c.name for c in table_of(Box).c] == ["id", "name", "weight", "code"]
    assert table_of(Box).c.code.info["series"] == "B"
    assert {index.name for index in table_of(Box).indexes} == {"ix_box_both", "ix_box_code"}
    assert Box.model_fields["weight"].annotation == float | None
