"""The site's own particulars, and the number that tells public pages have changed."""

from django.db import models
from wagtail.contrib.settings.models import BaseSiteSetting


class SiteProfile(BaseSiteSetting):
    """网站信息: what 国办发〔2017〕47号 wants in head and footer of every page."""

    name = models.CharField("网站名称", max_length=100)
    domain = models.CharField("网站域名", max_length=100)
    id_code = models.CharField("政府网站标识码", max_length=10)
    sponsor = models.CharField("网站主办单位", max_length=100)
    organiser = models.CharField("网站承办单位", max_length=100, blank=True)
    contact = models.CharField("联系方式", max_length=200)
    icp_number = models.CharField("ICP备案编号", max_length=60)
    police_number = models.CharField("公安机关备案号", max_length=60)
    correction_address = models.CharField(
        "“我为政府网站找错”地址",
        max_length=200,
        default="https://zfwzgl.www.gov.cn/exposure/jiucuo.html",
    )
    notice = models.CharField(
        "全站提示", max_length=200, blank=True, help_text="显示在每个页面顶部，例如演示数据的说明"
    )

    class Meta:
        verbose_name = "网站信息"


class PublicVersion(models.Model):
    """公开内容版本: raised with each change that the portal shows; one row."""

    number = models.BigIntegerField("版本号", default=0)
    changed_at = models.DateTimeField("变动时间", null=True)
    """Of the last change, whatever it was; no two changes share a second."""

    class Meta:
        verbose_name = verbose_name_plural = "公开内容版本"


class Probe(models.Model):
    """写入检查: the row that `/readyz` writes to know that it can."""

    at = models.DateTimeField("时间")

    class Meta:
        verbose_name = verbose_name_plural = "写入检查"
