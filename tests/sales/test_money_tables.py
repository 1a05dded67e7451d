"""Payments and opening balances as a head office writes them into its own tables."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from sqlmodel import col

from desktop.cli import main
from desktop.core.database import Database
from desktop.core.records import living
from desktop.sales.money.accounts import account_of
from desktop.sales.money.model import AccountEntry, Payment
from tests.core.store import opened
from tests.sales.conftest import Trade

HEAD_OFFICE = """二〇二六年回款明细,,,,
客户名称,收款日期,回款金额,银行流水号,摘要
甲农资,2026年3月5日,"12,000.50",001,
乙农资,2026/3/6,-500,002,退款
合计,,"11,500.50",,
"""


def test_a_head_offices_table_of_payments_comes_in_with_its_signs_without_its_totals(
        database: Database, trade: Trade, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "回款.csv"
    file.write_text(HEAD_OFFICE, encoding="gb18030")
    path = database.path
    database.close()
    for dry in (["--dry-run"], [], []):  # the second time nothing is new
        assert main(["--database", str(path), "import", "payments", str(file), *dry]) == 0, capsys.readouterr().out
    with opened(tmp_path) as db, db.reading() as session:
        found = session.exec(living(Payment).order_by(col(Payment.received_on))).all()
        assert [(p.dealer_id, p.received_on, p.amount) for p in found] == [
            (trade.dealer, date(2026, 3, 5), 1200050), (trade.other, date(2026, 3, 6), -50000)]


OPENING = """某某种业有限公司,,,
应收账款期初余额表,,,
客户,期初余额,,日期
名称,金额,,
甲农资,"25,520.00",,2025.9.30
乙农资,-3000,,2025.9.30
合计,"22,520.00",,
"""


def test_a_head_offices_opening_balances_come_in_under_two_rows_of_headings(
        database: Database, trade: Trade, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "期初.csv"
    file.write_text(OPENING, encoding="utf-8-sig")
    path = database.path
    database.close()
    assert main(["--database", str(path), "import", "account-entries", str(file)]) == 0, capsys.readouterr().out
    with opened(tmp_path) as db, db.reading() as session:
        accounts_ = [account_of(session, dealer, date(2025, 10, 1)) for dealer in (trade.dealer, trade.other)]
        kinds = {entry.kind for entry in session.exec(living(AccountEntry))}
    assert [(a.balance, a.open, a.advance) for a in accounts_] == [(2552000, 2552000, 0), (-300000, 0, 300000)]
    assert kinds == {"opening"}


@pytest.mark.parametrize(("row", "said"), [
    ("丙农资,2026-03-05,100", "丙农资"), ("甲农资,2026-13-05,100", "2026-13-05"), ("甲农资,2026-03-05,一百", "一百"),
    ("甲农资,2026-03-05,0", "how much was paid"), ("甲农资,2999-03-05,5", "not come yet")])
def test_a_bad_row_gets_its_sentence_and_nothing_is_taken(
        database: Database, trade: Trade, tmp_path: Path, capsys: pytest.CaptureFixture[str], row: str, said: str) -> None:
    file = tmp_path / "bad.csv"
    file.write_text(f"客户名称,收款日期,回款金额\n{row}\n", encoding="utf-8")
    path = database.path
    database.close()
    main(["--database", str(path), "import", "payments", str(file)])
    told = capsys.readouterr()
    assert said in told.out + told.err
    with opened(tmp_path) as db, db.reading() as session:
        assert not session.exec(living(Payment)).all()
    assert trade.dealer
