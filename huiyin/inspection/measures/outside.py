"""不能在这里检查: what can only be inspected from outside, and what that would need."""

from huiyin.measuring.base import Ask, Evidence, Measurement, none_of, site_measure, unmeasured
from huiyin.web.context import domain


@site_measure
def safety(ask: Ask) -> Measurement:
    return unmeasured(
        "是否有严重表述错误、泄密和违法内容须由人判断：发布前的校对和三审把关，"
        "安全事件按网络安全制度登记处置，有情况请人工认定"
    )


@site_measure
def availability(ask: Ask) -> Measurement:
    return unmeasured(
        "站点不能从自己内部看出外面能否打开：请用外部监测，一周内每天间隔访问20次以上 /healthz，"
        "超过15秒记一次失败",
        "打不开的次数少于5%",
    )


@site_measure
def external_links(ask: Ask) -> Measurement:
    return unmeasured(
        "服务器不主动访问外部网站；“站内链接可用”一项列出了外部链接的条数，请在能上网的电脑上核对"
    )


@site_measure
def single_sign_on(ask: Ask) -> Measurement:
    return unmeasured("本网站的留言和申请不要求注册登录；接入统一身份认证后由认证平台检查")


@site_measure
def browsers(ask: Ask) -> Measurement:
    return unmeasured("浏览器显示效果须在主流浏览器中人工或者用自动化工具查看")


@site_measure
def ipv6(ask: Ask) -> Measurement:
    return unmeasured("须从 IPv6 网络访问域名的 AAAA 记录，请由机房或者监测平台检查")


@site_measure
def domain_name(ask: Ask) -> Measurement:
    name = domain()
    right = name.endswith(".gov.cn")
    text = f"网站域名是“{name}”，不以 .gov.cn 结尾" if name else "网站信息里没有填写域名"
    return none_of([] if right else [Evidence("", text)], "处")
