"""Web pages of a government site as a browser saves them: the document among navigation, side bar and footer."""

from __future__ import annotations

import html
from pathlib import Path
from string import Template

from corpus.press.source_text import Source

PAGE = Template("""\
<!DOCTYPE html>
<!-- saved from url=(0061)http://gxj.hailan.example/zwgk/tzgg/content/post_1286430.html -->
<html lang="zh-CN">
<head>
<meta http-equiv="Content-Type" content="text/html; charset=UTF-8">
<title>$title - 海岚市工业和信息化局</title>
<meta name="SiteName" content="海岚市工业和信息化局">
<meta name="ColumnName" content="$column">
<meta name="ArticleTitle" content="$title">
<meta name="PubDate" content="$published">
<meta name="ContentSource" content="本网">
<link rel="stylesheet" href="./post_1286430_files/common.css">
<script src="./post_1286430_files/jquery.min.js.download"></script>
<script>var siteId = 300021, articleId = 1286430;</script>
</head>
<body>
<div class="header">
  <div class="top-bar"><a href="#">无障碍阅读</a> <a href="#">长者助手</a> <a href="#">繁体版</a>
  <a href="#">登录</a></div>
  <div class="logo"><img src="./post_1286430_files/logo.png" alt="海岚市工业和信息化局"></div>
  <form class="search"><input type="text" placeholder="请输入关键字"><input type="button" value="搜索"></form>
  <ul class="nav">
    <li><a href="#">首页</a></li><li><a href="#">机构概况</a></li><li><a href="#">新闻动态</a></li>
    <li><a href="#">政务公开</a></li><li><a href="#">办事服务</a></li><li><a href="#">政民互动</a></li>
  </ul>
</div>
<div class="crumbs">您现在的位置：<a href="#">首页</a> &gt; <a href="#">政务公开</a> &gt; <a href="#">$column</a></div>
<div class="main">
  <div class="side">
    <h3>政务公开</h3>
    <ul>
      <li><a href="#">政府信息公开指南</a></li><li><a href="#">政府信息公开制度</a></li>
      <li><a href="#">法定主动公开内容</a></li><li><a href="#">政府信息公开年报</a></li>
      <li><a href="#">依申请公开</a></li>
    </ul>
    <h3>热点信息</h3>
    <ul>
      <li><a href="#">我局召开三季度工业经济运行分析会</a></li>
      <li><a href="#">2025海岚装备制造博览会参展报名</a></li>
      <li><a href="#">关于防范假冒我局名义收费的提醒</a></li>
    </ul>
  </div>
  <div class="article">
    <table class="info">
      <tr><th>索引号：</th><td>$index</td><th>分类：</th><td>$topic</td></tr>
      <tr><th>发布机构：</th><td>$issuer</td><th>成文日期：</th><td>$dated</td></tr>
      <tr><th>名称：</th><td colspan="3">$title</td></tr>
      <tr><th>文号：</th><td>$number</td><th>发布日期：</th><td>$published_on</td></tr>
    </table>
    <h1 class="title">$title</h1>
    <div class="tools">发布时间：$published 来源：本网
      字体：【<a href="#">大</a> <a href="#">中</a> <a href="#">小</a>】 分享到：</div>
    <div class="content">
$content
    </div>$attachments
    <div class="tools"><a href="#">【打印本页】</a> <a href="#">【关闭窗口】</a> 扫一扫在手机打开当前页</div>
    <div class="related"><h3>相关稿件</h3>
      <ul><li><a href="#">一图读懂：首台（套）装备怎么报</a></li>
      <li><a href="#">专精特新企业服务月活动预告</a></li></ul>
    </div>
  </div>
</div>
<div class="footer">
  <p><a href="#">关于我们</a> | <a href="#">网站地图</a> | <a href="#">联系我们</a> | <a href="#">隐私声明</a></p>
  <p>主办：海岚市工业和信息化局　承办：海岚市政务信息中心　地址：海岚市望潮区听涛路18号</p>
  <p>海ICP备00000000号　网站标识码：0000000021　建议使用1366×768以上分辨率浏览</p>
</div>
</body>
</html>
""")
ATTACHMENTS = """
    <div class="attachments">
      <p>附件：</p>
{}
    </div>"""
BODY_STYLE = "text-indent: 2em;"
STYLES = {
    "addressee": "text-indent: 0;",
    "signature": "text-align: right;",
    "date": "text-align: right;",
    "section": "text-indent: 2em; font-weight: bold;",
}
OUTSIDE_THE_TEXT = frozenset({"issuer", "number", "title"})  # these stand in the table above it


def write_web_page(source: Source, path: Path) -> None:
    paragraphs = (
        f'<p style="{STYLES.get(line.style, BODY_STYLE)}">{html.escape(line.text)}</p>'
        for line in source.lines()
        if line.style not in OUTSIDE_THE_TEXT
    )
    links = [
        f'<p><a href="./post_1286430_files/{html.escape(name)}" download>{html.escape(name)}</a></p>'
        for name in source.all("attachment")
    ]
    published = source.get("published")
    page = PAGE.substitute(
        title=html.escape(source.title),
        issuer=source.get("issuer"),
        column=source.get("column") or "通知公告",
        index=source.get("index"),
        topic=source.get("topic"),
        number=source.get("number"),
        dated=f"{source.issued:%Y-%m-%d}",
        published=published,
        published_on=published.partition(" ")[0],
        content="\n".join(paragraphs),
        attachments=ATTACHMENTS.format("\n".join(links)) if links else "",
    )
    path.write_text(page, encoding="utf-8")
