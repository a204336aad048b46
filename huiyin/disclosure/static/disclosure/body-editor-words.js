// The editor's words in Chinese: it asks gettext for some, and names its buttons itself.
(() => {
  const WORDS = {
    "Insert Figure": "插入图片", "Edit Figure": "修改图片", "Edit Image": "修改图片",
    "Image URL": "图片地址", "Browse...": "上传或选择图片…", "Alternative Text": "替代文字（必填：图上是什么）",
    Caption: "图片说明", "Add caption": "加图片说明", "Remove caption": "去掉图片说明",
    Insert: "插入", Update: "确定", Cancel: "取消",
    URL: "链接地址", Title: "链接说明", "Open in new window": "在新窗口打开", "Edit Link": "链接",
    Rows: "行数", Columns: "列数", "Include header row": "第一行是表头", "Table Properties": "插入表格",
    "Insert Table": "插入", Yes: "是", No: "否",
    "Start at": "起始编号", "List type": "编号样式", "List properties": "编号设置",
    "Decimal numbers": "数字", "Lowercase letters": "小写字母", "Uppercase letters": "大写字母",
    "Lowercase Roman numerals": "小写罗马数字", "Uppercase Roman numerals": "大写罗马数字", Bullets: "项目符号",
    "Toggle fullscreen": "全屏编辑", Paragraph: "正文", paragraph: "正文",
    "heading 2": "标题（一、）", "heading 3": "二级标题（（一））", "heading 4": "三级标题（1.）",
    "Heading 2": "标题", "Heading 3": "二级标题", "Heading 4": "三级标题",
    "unordered list": "项目符号列表", "ordered list": "编号列表", blockquote: "引文", "horizontal rule": "分隔线",
    figure: "插入图片", bold: "加粗", underline: "下划线", strike: "删除线", subscript: "下标", superscript: "上标",
    "Insert table": "插入表格", "Add column": "在右边加一列", "Delete column": "删除列", "Add row": "在下面加一行",
    "Delete row": "删除行", "Merge cells": "合并单元格", "Split cell": "拆分单元格",
    "Toggle header cell": "设为或取消表头", "Delete table": "删除表格",
    right: "靠右（落款、日期）",
    undo: "撤销", redo: "重做", link: "链接", "insert link": "插入链接", "remove link": "去掉链接",
  }
  const known = window.gettext || ((text) => text)
  window.gettext = (text) => WORDS[text] ?? known(text)
})()
