"""Counts of dealers' stock, moves between dealers and levels, from spreadsheets."""

from __future__ import annotations

from desktop.core.i18n import N_
from desktop.core.importing import RecordImport, Target
from desktop.core.importing.cases import Cases
from desktop.sales.money.imports import DEALER
from desktop.sales.products.naming import bags_a_carton
from desktop.sales.stock.model import CountLine, StockItem, StockMove

PRODUCT = ("产品", "品种规格", "品种", "品种名称", "品名", "货品", "商品名称", "产品名称", "规格型号", "存货名称", "物料名称",
           "货物名称", "商品")
PACKED = {"product_id": (("存货名称", "产品名称", "品种名称", "商品名称", "物料名称", "货物名称", "品名", "货品", "商品",
                           "产品", "品种"),
                         ("规格型号", "规格", "包装规格", "型号", "包装"))}
BAGS = ("袋数", "数量", "库存", "库存数量", "结存", "实盘", "实盘数", "盘点数", "期末库存", "本期结存", "结存数量")
CARTONS = Cases(Target("cartons", N_("Number of cartons"), "number", aliases=(
    "件数", "箱数", "件", "发货件数", "出库件数", "订货件数", "要货件数", "实盘件数", "盘点件数"), decimals=3),
                "bags", "product_id", bags_a_carton)
IMPORTS = (
    RecordImport("counts", N_("Stock counts"), CountLine, keys=(("dealer_id", "counted_on", "product_id", "lot"),),
                 keeps="remark", across=("product_id", "bags"), cases=CARTONS,
                 aliases={"dealer_id": DEALER, "counted_on": ("盘点日期", "日期", "盘存日期", "截止日期"),
                          "product_id": PRODUCT,
                          "bags": BAGS, "lot": ("批号", "种子批号"), "germination": ("发芽率",), "tested_on": ("检测日期",)},
                 halves=PACKED),
    RecordImport("stock-moves", N_("Moves between dealers"), StockMove,
                 keys=(("code",), ("from_id", "to_id", "moved_on", "product_id", "lot")),
                 aliases={"from_id": ("调出方", "调出经销商", "调出单位"), "to_id": ("调入方", "调入经销商", "调入单位"),
                          "moved_on": ("调拨日期", "日期"), "product_id": PRODUCT, "bags": ("袋数", "数量", "调拨数量"),
                          "agreed_by": ("经办人", "批准人", "审批人")},
                 halves=PACKED, cases=CARTONS),
    RecordImport("stock-levels", N_("Levels of stock"), StockItem, keys=(("dealer_id", "product_id"),),
                 aliases={"dealer_id": DEALER, "product_id": PRODUCT, "minimum": ("下限", "最低库存", "安全库存"),
                          "maximum": ("上限", "最高库存")}),
)
