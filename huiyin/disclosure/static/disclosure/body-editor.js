// 正文编辑器: the text area of a document's body becomes an editor that takes pastes from Word and WPS.
// Without script the text area stays what it is; the server cleans what it is sent in either case.
import {
  Blockquote, Bold, BulletList, Caption, createTextareaEditor, Document, Dropcursor, Extension, Figure,
  Fullscreen, Gapcursor, HardBreak, Heading, History, HorizontalRule, Image, Link, ListItem, Menu,
  OrderedList, Paragraph, Plugin, Strike, Subscript, Superscript, Table, TableCell, TableHeader, TableRow,
  Text, Underline,
} from "../django_prose_editor/editor.js"

import { cleanPaste } from "./word-paste.js"

// 落款 and its date stand at the right margin: the one class that a paragraph may have.
const Right = Extension.create({
  name: "right",
  addGlobalAttributes() {
    const right = {
      default: false,
      parseHTML: (element) => element.classList.contains("right"),
      renderHTML: ({ right }) => (right ? { class: "right" } : {}),
    }
    return [{ types: ["paragraph"], attributes: { right } }]
  },
  addMenuItems({ buttons, menu }) {
    menu.defineItem({
      name: "right",
      groups: "textAlign",
      button: buttons.material("format_align_right", "right"),
      active: (editor) => editor.isActive("paragraph", { right: true }),
      command: (editor) => editor.chain().focus().updateAttributes("paragraph", { right: !editor.getAttributes("paragraph").right }).run(),
    })
  },
})

const say = (textarea, text) => {
  const notice = textarea.closest(".prose-editor").querySelector("[role=status]")
  notice.textContent = text
  notice.hidden = !text
}

const WordPaste = (textarea) =>
  Extension.create({
    name: "wordPaste",
    addProseMirrorPlugins() {
      return [
        new Plugin({
          props: {
            transformPastedHTML(html) {
              const { html: clean, lost } = cleanPaste(html)
              say(textarea, lost ? `粘贴内容里有 ${lost} 张图片带不过来，请用“插入图片”按钮上传。` : "")
              return clean
            },
          },
        }),
      ]
    },
  })

const inChinese = (root) => {
  for (const button of root.querySelectorAll("button[title]")) {
    button.title = window.gettext(button.title)
    button.setAttribute("aria-label", button.title)
  }
  for (const option of root.querySelectorAll(".prose-menubar__option > *")) {
    option.textContent = window.gettext(option.textContent)
  }
}

for (const textarea of document.querySelectorAll("textarea[data-body-editor]")) {
  const pictures = textarea.dataset.pictures
  const editor = createTextareaEditor(textarea, [
    Document, Dropcursor, Gapcursor, HardBreak, History, Menu, Paragraph, Text, Fullscreen,
    Blockquote, Bold, BulletList, Heading.configure({ levels: [2, 3, 4] }), HorizontalRule,
    Image.configure({ inline: false }), ...(pictures ? [Figure.configure({ pickerUrl: pictures }), Caption] : [Figure, Caption]),
    Link.configure({ enableTarget: false, openOnClick: false }), ListItem, OrderedList, Right, Strike, Subscript, Superscript,
    Table, TableCell, TableHeader, TableRow, Underline, WordPaste(textarea),
  ])
  // the CMS saves by itself after a change of its form: it learns of this one by the usual events
  editor.on("update", () => queueMicrotask(() => {
    for (const name of ["input", "change"]) textarea.dispatchEvent(new Event(name, { bubbles: true }))
  }))
  const frame = textarea.closest(".prose-editor")
  const notice = document.createElement("p")
  notice.setAttribute("role", "status")
  notice.className = "body-editor-notice"
  notice.hidden = true
  frame.append(notice)
  // the menu is built when the editor is ready, which is after this turn
  editor.on("create", () => inChinese(frame))
  setTimeout(() => inChinese(frame))
  if (document.querySelector(".action-save[disabled]")) {
    // the server refuses what is written now: nobody shall find that out after writing it
    editor.setEditable(false)
    frame.classList.add("is-closed")
  }
  editor.view.dom.setAttribute("aria-label", "正文")
  editor.view.dom.setAttribute("role", "textbox")
  editor.view.dom.setAttribute("aria-multiline", "true")
}
