"""The registers of the handbook that are lines in a book and no feature's own."""

from __future__ import annotations

from app.domain.text import Text
from app.office.registers.kinds import Register, RegisterColumn

C = RegisterColumn
REMARK = C("remark", "备注", Text("Note"))

HANDOVER = Register(
    key="handover",
    chinese="日转交客户登记表",
    label=Text("Daily hand-over register"),
    row="F-36",
    form_no="F-36",
    keeper="按月存档",
    columns=(
        C("customer", "客户姓名", Text("Customer's name"), required=True),
        C("phone", "联系电话", Text("Telephone")),
        C("matter", "转交事由", Text("Matter handed over"), "note", required=True),
        C("from", "转交人", Text("Handed over by"), "person", required=True),
        C("to", "接收人", Text("Taken over by"), "person", required=True),
        C("reconciled", "已对单", Text("Reconciled"), "yes"),
        C("difference", "差异说明", Text("Difference")),
        REMARK,
    ),
    example=(
        ("王小明", "13800000001", "咨询旧房改造，需设计师跟进", "方前", "苏销", "是", "", ""),
        ("李建国", "13800000002", "要求变更合同联系人", "苏销", "孔诉", "是", "市场部登记为两人", "下午回电"),
    ),
)
# For offices that kept it so before complaints had a daily problem list of their own (app/complaints/problems), and
# for those that use no complaints.
PROBLEMS = Register(
    key="problems",
    chinese="客服日常问题登记簿",
    label=Text("Book of daily problems of customer service"),
    row="F-81",
    columns=(
        C("sort", "类别", Text("Sort of problem"), required=True),
        C("customer", "反映人", Text("Reported by")),
        C("problem", "问题", Text("Problem"), "note", required=True),
        C("times", "次数", Text("How often"), "number"),
        C("handling", "处理情况", Text("What was done"), "note"),
        C("solved", "已解决", Text("Solved"), "yes"),
    ),
    example=(
        ("账单", "王小明", "未收到本月结算单", "1", "已补发", "是"),
        ("服务", "李建国", "预约上门时间未到", "2", "已联系抄表员改约", ""),
    ),
)
ATTENDANCE = Register(
    key="attendance",
    chinese="考勤记录",
    label=Text("Attendance"),
    row="F-100",
    form_no="F-100-1",
    keeper="店面存",
    columns=(
        C("person", "姓名", Text("Name of the person"), "person", required=True),
        C("came", "上班", Text("Came at")),
        C("left", "下班", Text("Left at")),
        C("late", "迟到", Text("Came late"), "yes"),
        C("early", "早退", Text("Left early"), "yes"),
        C("absence", "请假或缺勤", Text("Leave or absence")),
        REMARK,
    ),
    example=(("方前", "08:25", "17:32", "", "", "", ""), ("苏销", "08:47", "17:30", "是", "", "", "堵车")),
)
FIVE_S = Register(
    key="five_s",
    chinese="店面5S检查",
    label=Text("5S check of the store"),
    row="F-100",
    form_no="F-100-2",
    keeper="店面存",
    columns=(
        C("area", "检查区域", Text("Area checked"), required=True),
        C("sort", "整理", Text("Sorted"), "yes"),
        C("order", "整顿", Text("In order"), "yes"),
        C("shine", "清扫", Text("Swept"), "yes"),
        C("standard", "清洁", Text("Kept clean"), "yes"),
        C("discipline", "素养", Text("Discipline"), "yes"),
        C("fault", "问题与整改", Text("Fault and remedy"), "note"),
        C("checked_by", "检查人", Text("Checked by"), "person", required=True),
    ),
    example=(
        ("前台", "是", "是", "是", "是", "是", "", "方前"),
        ("洽谈区", "是", "", "是", "是", "是", "资料架凌乱，已整顿", "方前"),
    ),
)
CLOSING = Register(
    key="closing",
    chinese="毕店准备检查",
    label=Text("Closing check of the store"),
    row="F-100",
    form_no="F-100-3",
    keeper="店面存",
    columns=(
        C("facilities", "设施就位", Text("Facilities in order"), "yes"),
        C("clean", "环境整洁", Text("Premises clean"), "yes"),
        C("staff", "人员在岗", Text("Staff present"), "yes"),
        C("power", "水电气关闭", Text("Water, power and gas off"), "yes"),
        C("locked", "门窗锁闭", Text("Doors and windows locked"), "yes"),
        C("fault", "异常情况", Text("Anything unusual"), "note"),
        C("checked_by", "检查人", Text("Checked by"), "person", required=True),
    ),
    example=(("是", "是", "是", "是", "是", "", "方前"), ("是", "是", "是", "是", "", "侧门锁坏，已报修", "苏销")),
)
TRAINING = Register(
    key="training",
    chinese="培训记录",
    label=Text("Training record"),
    row="S-34",
    monthly=False,
    columns=(
        C("subject", "培训内容", Text("Subject of the training"), "note", required=True),
        C("trainer", "讲师", Text("Trainer"), required=True),
        C("attended", "参加人员", Text("Who took part"), "note", required=True),
        C("hours", "课时", Text("Hours taught"), "number"),
        C("result", "考核结果", Text("Result of the test"), "note"),
    ),
    example=(
        ("服务礼仪与电话应答", "白管", "方前、苏销、孔诉", "2", "全部合格"),
        ("系统操作：收费与补打", "徐财", "陈收", "1.5", ""),
    ),
)
HOLIDAY_WATCH = Register(
    key="holiday_watch",
    chinese="节假日值班表",
    label=Text("Holiday watch"),
    row="S-33",
    monthly=False,
    columns=(
        C("holiday", "节假日", Text("Holiday"), required=True),
        C("on", "值班日期", Text("Day of the watch"), "day", required=True),
        C("person", "值班人", Text("On watch"), "person", required=True),
        C("phone", "联系电话", Text("Telephone")),
        C("events", "值班情况", Text("How the watch went"), "note"),
        C("told", "通知单位", Text("Units told")),
    ),
    example=(
        ("国庆节", "2026-10-01", "方前", "13800000003", "网站运行正常", ""),
        ("国庆节", "2026-10-02", "孔诉", "13800000004", "客户网站中断十分钟", "技术服务部"),
    ),
)
LETTERS = Register(
    key="letters",
    chinese="收发文登记",
    label=Text("Letters in and out"),
    row="O-06",
    monthly=False,
    columns=(
        C("way", "收／发", Text("In or out"), required=True),
        C("unit", "来文或发往单位", Text("From or to"), required=True),
        C("their_number", "文号", Text("Number of the letter")),
        C("title", "文件标题", Text("Title of the paper"), "note", required=True),
        C("copies", "份数", Text("Copies"), "number"),
        C("person", "承办人", Text("Who handles it"), "person"),
        C("filed", "已归档", Text("Filed"), "yes"),
    ),
    example=(
        ("收", "市燃气管理处", "燃管〔2026〕18 号", "关于做好冬季供气安全检查的通知", "1", "白管", "是"),
        ("发", "红旗街道办事处", "演燃〔2026〕7 号", "关于入户安检时间安排的函", "2", "孔诉", ""),
    ),
)
SEALS = Register(
    key="seals",
    chinese="用印登记",
    label=Text("Use of seals"),
    row="O-06",
    monthly=False,
    columns=(
        C("paper", "用印文件", Text("Paper sealed"), "note", required=True),
        C("seal", "印章", Text("Seal"), required=True),
        C("copies", "份数", Text("Copies"), "number", required=True),
        C("asked_by", "申请人", Text("Asked by"), "person", required=True),
        C("approved_by", "批准人", Text("Approved by"), "person", required=True),
        C("sealed_by", "盖印人", Text("Sealed by"), "person"),
    ),
    example=(
        ("供气合同（红旗小吃店）", "合同专用章", "2", "苏销", "高总", "方前"),
        ("收入证明", "公章", "1", "陈收", "高总", "方前"),
    ),
)


def registers() -> list[Register]:
    """The shipped registers."""
    return [HANDOVER, PROBLEMS, ATTENDANCE, FIVE_S, CLOSING, TRAINING, HOLIDAY_WATCH, LETTERS, SEALS]
