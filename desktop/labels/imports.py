"""Labels, their versions, print orders, deliveries, lots packed, counts and findings from spreadsheets."""

from __future__ import annotations

from desktop.core.i18n import N_
from desktop.core.importing import RecordImport
from desktop.core.records import own_columns
from desktop.labels.change_model import LabelChange
from desktop.labels.lot_model import LotTest
from desktop.labels.model import LabelItem, LabelVersion
from desktop.labels.printing_model import LabelCount, LabelUse, PrintDelivery, PrintOrder, QualityFinding
from desktop.labels.works_model import PrintingWorks

MANUAL = ("traits_text", "cultivation", "adaptability", "risks", "advice")
ELSEWHERE = frozenset({"item_name", "rule_set", "submitted_on", "approved_on", "effective_from", "superseded_on",
                       "withdrawn_on",
                       "codes_read", "codes_from",
                       "reason", *MANUAL})  # what the program keeps by itself, and what has an import of its own
VERSION = ("标签版本", "版本")
PRINTER = ("印刷厂", "供应商")
LOT = ("批号", "种子批号")

IMPORTS = (
    RecordImport("labels", N_("Labels"), LabelItem, keys=(("code",), ("name",)),
                 aliases={"name": ("标签名称", "名称"), "variety_id": ("品种", "品种名称"), "pack": ("规格", "包装规格"),
                          "kind": ("类型", "标签类型", "印刷品类别"), "language": ("语种",),
                          "net_g": ("净含量g", "净含量"), "kernels": ("粒数",), "barcode": ("条码", "商品条码"),
                          "region_id": ("销售区域", "市场"),
                          "printer": PRINTER}),
    RecordImport("label-versions", N_("Label versions"), LabelVersion, keys=(("item_id", "number"),),
                 fields=[c.name for c in own_columns(LabelVersion) if c.name not in ELSEWHERE],
                 aliases={"item_id": ("标签", "标签名称"), "number": ("版本号",), "crop_name": ("作物种类",),
                          "category": ("种子类别",),
                          "printed_name": ("品种名称",), "producer": ("生产经营者", "企业名称"),
                          "licence_no": ("许可证编号", "生产经营许可证编号"), "address": ("注册地地址", "注册地"),
                          "contact": ("联系方式",), "purity": ("纯度", "品种纯度"), "cleanness": ("净度",),
                          "germination": ("发芽率",), "moisture": ("水分",), "net_content": ("净含量",),
                          "tested": ("检测日期",), "guarantee_months": ("质量保证期",), "area": ("适宜种植区域",),
                          "seed_class": ("种子级别", "级别"), "made_by": ("制作人", "起草人", "设计人", "编制人"),
                          "made_on": ("制作日期", "起草日期"), "reviewed_by": ("审核", "审核人"),
                          "approved_by": ("批准", "批准人"),
                          "printed": ("印量", "印刷量", "印数"), "qr_text": ("二维码", "二维码信息"),
                          "content": ("标签内容", "标签全文"), "import_no": ("进口审批号",), "gm_no": ("转基因证书编号",),
                          "treatment": ("药剂处理", "包衣剂", "警示内容"), "width_mm": ("宽", "标签宽", "幅宽"),
                          "height_mm": ("高", "标签高"), "name_mm": ("品种名称高度", "品种名字高"),
                          "net_mm": ("净含量高度",), "least_mm": ("最小字体高度", "最小字符高度"),
                          "changes": ("修改内容", "变更说明"),
                          "season_text": ("种植季节",), "quarantine_no": ("检疫证明编号",), "approval_no": ("审定编号",),
                          "registration_no": ("登记编号",), "pvp_no": ("品种权号",), "standard_no": ("执行标准", "标准号")}),
    RecordImport("manuals", N_("Instructions for use"), LabelVersion, keys=(("item_id", "number"),),
                 fields=("item_id", "number", "printed_name", "made_by", "made_on", *MANUAL, "remarks"),
                 aliases={"item_id": ("标签", "标签名称"), "number": ("版本号",), "printed_name": ("品种名称",),
                          "traits_text": ("主要性状",), "cultivation": ("主要栽培措施", "栽培要点"),
                          "adaptability": ("适应性",),
                          "risks": ("风险提示",), "advice": ("咨询服务信息", "咨询服务")}),
    RecordImport("print-orders", N_("Print orders"), PrintOrder, keys=(("code",),),
                 aliases={"version_id": VERSION, "printer": PRINTER, "pieces": ("数量", "印数"), "due_on": ("交货日期", "交期"),
                          "amount": ("金额",), "material": ("材质", "工艺"), "code": ("订单号", "订单编号"),
                          "ordered_on": ("下单日期", "订货日期"),
                          "proof_by": ("签样人",), "proofed_on": ("签样日期",)}),
    RecordImport("print-deliveries", N_("Deliveries of labels"), PrintDelivery,
                 keys=(("order_id", "delivered_on", "print_lot"),),
                 aliases={"order_id": ("印刷订单", "订单号"), "delivered_on": ("到货日期", "日期"),
                          "print_lot": ("印刷批号", "批号"),
                          "pieces": ("数量", "到货数量"), "sampled": ("抽样数",), "faulty": ("不合格数",),
                          "taken": ("接收数",), "inspected_on": ("验收日期", "检验日期"), "inspected_by": ("验收人", "检验人"),
                          "result": ("验收结论", "检验结果")}),
    RecordImport("label-uses", N_("Lots packed"), LabelUse, keys=(("lot", "packed_on", "version_id"),),
                 fields=("version_id", "lot", "product_id", "packed_on", "print_lot", "pieces", "spoiled", "remarks"),
                 aliases={"version_id": VERSION, "lot": LOT, "product_id": ("产品", "商品"), "packed_on": ("包装日期", "日期"),
                          "print_lot": ("印刷批号",), "pieces": ("用量", "数量", "袋数"), "spoiled": ("损耗",)}),
    RecordImport("label-counts", N_("Counts of labels"), LabelCount, keys=(("version_id", "counted_on"),),
                 aliases={"version_id": VERSION, "counted_on": ("盘点日期", "日期"), "pieces": ("数量", "盘点数"),
                          "counted_by": ("盘点人",)}),
    RecordImport("lot-tests", N_("Tests of seed lots"), LotTest, keys=(("lot", "tested_on", "laboratory"),
                                                                       ("lot", "tested_on")),
                 fields=[c.name for c in own_columns(LotTest) if c.name != "item_name"],
                 aliases={"version_id": VERSION, "lot": LOT, "tested_on": ("检测日期", "检验日期"),
                          "laboratory": ("检验机构", "检测单位"),
                          "purity": ("纯度",), "cleanness": ("净度",), "germination": ("发芽率",), "moisture": ("水分",),
                          "certificate_no": ("报告编号", "检验报告编号"), "sample_no": ("留样编号",),
                          "keep_until": ("留样期限",),
                          "origin": ("产地",), "harvested": ("生产年份",), "tonnes": ("数量t", "批量"), "method": ("检测方法",),
                          "batch_packs": ("件数", "批量件数", "袋数"),
                          "weights": ("称重", "称重数据", "净含量称重", "净含量实测")}),
    RecordImport("label-findings", N_("Quality findings"), QualityFinding, keys=(("item_id", "found_on", "lot", "kind"),),
                 keeps="description",
                 aliases={"item_id": ("标签", "标签名称"), "version_id": VERSION, "found_on": ("发现日期", "日期"), "lot": LOT,
                          "quantity": ("数量",), "kind": ("问题类型", "问题类别", "缺陷类型"), "severity": ("严重程度", "等级"),
                          "responsible": ("责任人", "负责人"), "told_on": ("通知日期",), "description": ("问题", "问题描述"),
                          "printer": PRINTER, "cause": ("原因",),
                          "measure": ("措施", "纠正措施"), "due_on": ("整改期限",), "claimed": ("索赔金额",)}),
    RecordImport("label-changes", N_("Changes of printed text"), LabelChange,
                 keys=(("code",), ("kind", "old_text", "new_text")),
                 aliases={"kind": ("变更内容",), "old_text": ("原内容", "变更前"), "new_text": ("新内容", "变更后"),
                          "holds_from": ("生效日期",), "until": ("旧印截止日期",), "basis": ("依据",)}),
    RecordImport("printing-works", N_("Printing works"), PrintingWorks, keys=(("name",),),
                 aliases={"name": PRINTER, "contact": ("联系人",), "phone": ("电话", "联系电话"),
                          "licence_no": ("印刷经营许可证编号", "许可证编号"), "licence_until": ("许可证有效期",),
                          "address": ("地址",)}),
)
