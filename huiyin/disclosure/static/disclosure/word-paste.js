// What Word and WPS put on the clipboard, reduced to headings, paragraphs, lists and tables.
// Word has no lists there: a list item is a paragraph whose style says `mso-list: l0 level1 lfo1`,
// with its number as text in a span `mso-list: Ignore`.

import { dropHidden } from "./hidden.js"

const LIST = /mso-list:\s*(l\d+)\s+level(\d+)/i
const NUMBER = /^\(?(\d+|[a-z])[.．、)]$/i
const OFFICIAL = /^(?:[（(]?[一二三四五六七八九十百]+[）)、.．]?|第[一二三四五六七八九十百零〇]+[章节条款]|[①-⑳]|[（(]\d+[）)])$/

const styleOf = (element) => element.getAttribute("style") || ""

const itemOf = (element) => {
  const found = LIST.exec(styleOf(element))
  if (!found) return null
  const marker = [...element.querySelectorAll("span")].find((span) => /mso-list:\s*Ignore/i.test(styleOf(span)))
  const sign = (marker?.textContent || "").replace(/[\s\u00a0]+/g, "")
  return { list: found[1], level: Number(found[2]), marker, sign }
}

// 一、（一）第一条 are part of the words of an official document; 1. and bullets are lists.
const isWords = (sign) => OFFICIAL.test(sign)

const listsOf = (body) => {
  let open = []
  for (const element of [...body.querySelectorAll("p, h1, h2, h3, h4, h5, h6, div, li")]) {
    const item = element.closest("table, ul, ol") ? null : itemOf(element)
    if (!item) {
      if (element.parentElement === body || element.tagName !== "DIV") open = []
      continue
    }
    if (/^H\d$/.test(element.tagName) || isWords(item.sign)) {
      item.marker?.replaceWith(item.sign)
      open = []
      continue
    }
    item.marker?.remove()
    const tag = NUMBER.test(item.sign) ? "ol" : "ul"
    open = open.filter((list) => list.level <= item.level)
    let here = open.at(-1)
    if (!here || here.level < item.level || here.element.localName !== tag) {
      const list = body.ownerDocument.createElement(tag)
      const start = Number.parseInt(item.sign.replace(/\D/g, ""), 10)
      if (tag === "ol" && start > 1) list.setAttribute("start", String(start))
      if (here && here.level < item.level) here.element.lastElementChild.append(list)
      else element.before(list)
      here = { level: item.level, element: list }
      open.push(here)
    }
    const entry = body.ownerDocument.createElement("li")
    const paragraph = body.ownerDocument.createElement("p")
    paragraph.append(...element.childNodes)
    entry.append(paragraph)
    here.element.append(entry)
    element.remove()
  }
}

const headingsOf = (body) => {
  for (const heading of [...body.querySelectorAll("h1, h2, h3, h4, h5, h6")].reverse()) {
    const level = Math.min(Number(heading.localName[1]) + 1, 4)
    const moved = body.ownerDocument.createElement(`h${level}`)
    moved.append(...heading.childNodes)
    heading.replaceWith(moved)
  }
}

const isHead = (row) =>
  row.cells.length > 1 &&
  [...row.cells].every((cell) => {
    const text = cell.textContent.trim()
    const bold = [...cell.querySelectorAll("b, strong")].map((part) => part.textContent).join("").trim()
    return text && (cell.localName === "th" || text === bold)
  })

const tablesOf = (body) => {
  for (const table of body.querySelectorAll("table")) {
    const first = table.rows[0]
    if (!first || !(first.closest("thead") || isHead(first))) continue
    for (const cell of [...first.cells]) {
      if (cell.localName === "th") continue
      const head = body.ownerDocument.createElement("th")
      for (const name of ["colspan", "rowspan"]) if (cell.hasAttribute(name)) head.setAttribute(name, cell.getAttribute(name))
      head.append(...cell.childNodes)
      cell.replaceWith(head)
    }
    for (const bold of [...first.querySelectorAll("th b, th strong")]) bold.replaceWith(...bold.childNodes)
  }
}

export const cleanPaste = (html) => {
  const page = new DOMParser().parseFromString(html, "text/html")
  const body = page.body
  const isOffice = /mso-|urn:schemas-microsoft-com|class="?Mso|WPS|Kingsoft/i.test(html)
  dropHidden(page)
  for (const part of body.querySelectorAll("meta, link")) part.remove()
  const walker = page.createTreeWalker(body, NodeFilter.SHOW_COMMENT)
  const comments = []
  while (walker.nextNode()) comments.push(walker.currentNode)
  for (const comment of comments) comment.remove()
  const pictures = [...body.querySelectorAll("img")].filter((img) => !/^\/files\/pictures\//.test(img.getAttribute("src") || ""))
  for (const picture of pictures) picture.remove()
  if (isOffice) listsOf(body)
  headingsOf(body)
  tablesOf(body)
  for (const part of [...body.querySelectorAll("o\\:p, w\\:sdt, font")]) part.replaceWith(...part.childNodes)
  for (const block of body.querySelectorAll("p, h2, h3, h4, li")) {
    if (!block.textContent.replace(/[\s\u00a0\u3000]/g, "") && !block.querySelector("img, table")) block.remove()
  }
  return { html: body.innerHTML, lost: pictures.length }
}
