// Style sheets of a pasted text: the rules that hold on a usual screen. The same as `huiyin/web/stylesheets.py`.

const REMARK = /("(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*')|\/\*.*?(?:\*\/|$)|<!--|-->/gs
const PIECE = /"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|\([^(){};]*\)|[{};]|[^{};"'(]+|./gs
const HOLDS = ["@media", "@supports", "@layer", "@container", "@scope", "@document", "@-moz-document"]
const TYPE = /^(?:only\s+)?(?:print|speech|aural|braille|embossed|handheld|projection|tty|tv)\b/
const FEATURE = /\(\s*(min-|max-)?(?:device-)?(width|height)\s*(:|[<>]=?|=)\s*([\d.]+)(px|em|rem)\s*\)/g
const SCREEN = { width: 1280, height: 800 }
const VARIABLE = /var\(\s*(--[\w-]+)\s*(?:,\s*((?:[^()]|\([^()]*\))*))?\)/g
const UNKNOWN = /::?[\w-]+(?:\((?:[^()]|\([^()]*\))*\))?|\[[^\]]*\]/g
const DEEPEST = 9

const withoutRemarks = (text) => text.replace(REMARK, (_, string) => string || "")

const plainName = (text) =>
  text.replace(/\\(?:([0-9a-f]{1,6})\s?|(.))/gi, (_, code, letter) => letter || String.fromCodePoint(Math.min(parseInt(code, 16), 0x10ffff)))

// What is said, and of it what is said to be important.
export const declared = (text) => {
  const said = [{}, {}]
  for (const part of plainName(withoutRemarks(text)).split(";")) {
    const at = part.indexOf(":")
    const whole = part.slice(at + 1).trim().toLowerCase()
    const value = whole.replace(/\s*!\s*important$/, "")
    const written = value.replace(/^['"]+|['"]+$/g, "")
    if (at > 0 && written) said[value === whole ? 0 : 1][part.slice(0, at).trim().toLowerCase()] = written
  }
  return said
}

const sizeFits = ([, side = "", what, sign, size, unit]) => {
  const wanted = Number(size) * (unit === "px" ? 1 : 16)
  if (side === "min-" || sign.startsWith(">")) return SCREEN[what] >= wanted
  if (side === "max-" || sign.startsWith("<")) return SCREEN[what] <= wanted
  return SCREEN[what] === wanted
}

const holdsOnScreen = (queries) =>
  queries.split(",").some((part) => {
    const whole = part.trim().toLowerCase()
    const query = whole.replace(/^not /, "").trim()
    const fits = !TYPE.test(query) && [...query.matchAll(FEATURE)].every(sizeFits) && !query.includes("portrait")
    return fits !== whole.startsWith("not ")
  })

// A rule within a rule is about what is below; within a condition it is what it is.
const blockOf = (head, outer) => {
  const around = outer.at(-1) || { head: "", holds: true }
  const isInner = outer.length < DEEPEST && around.head && !around.head.startsWith("@")
  if (head.startsWith("@")) {
    const name = head.toLowerCase().split(/[\s({]/)[0]
    const holds = around.holds && HOLDS.includes(name) && (name !== "@media" || holdsOnScreen(head.slice(6)))
    return { head: isInner ? around.head : head, holds, body: [] }
  }
  if (!isInner) return { head, holds: around.holds, body: [] }
  const parent = `:is(${around.head})`
  return { head: head.includes("&") ? head.replaceAll("&", parent) : `${parent} ${head}`, holds: around.holds, body: [] }
}

const rulesIn = (text) => {
  const rules = []
  const open = []
  let said = ""
  const plain = withoutRemarks(text)
  const missing = [...plain].filter((sign) => sign === "{").length + 1
  for (const piece of [...(plain.match(PIECE) || []), ..."}".repeat(missing)]) {
    if (piece === "{") open.push(blockOf(said.trim(), open))
    else if (piece === "}" && open.length) {
      const block = open.pop()
      if (block.holds && block.head && !block.head.startsWith("@")) rules.push([block.head, [...block.body, said].join(";")])
    } else if (piece === ";" && open.length) open.at(-1).body.push(said)
    else if (piece !== "}" && piece !== ";") {
      said += piece
      continue
    }
    said = ""
  }
  return rules
}

const partsOf = (selectors) => selectors.match(/(?:[^,()[\]"']|"[^"]*"|'[^']*'|\[[^\]]*\]|\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)|[()[\]"'])+/g) || []

const isKnown = (page, selector) => {
  try {
    page.body.matches(selector)
    return true
  } catch {
    return false
  }
}

// A selector that cannot be read counts as its last name, class or id, if what it says hides.
const selectorOf = (page, selector, style, hides) => {
  if (isKnown(page, selector)) return selector
  const last = selector.replace(UNKNOWN, "").trim().split(/[\s>+~;{}]+/).at(-1)
  return last && isKnown(page, last) && style.some(hides) ? last : null
}

const weightOf = (selector) => (selector.match(/#/g) || []).length * 10000 + (selector.match(/[.[]|(?<!:):(?!:)/g) || []).length * 100 + (selector.match(/(?:^|[\s>+~])\w/g) || []).length

export const rulesOf = (page, hides) => {
  const rules = []
  for (const sheet of page.querySelectorAll("style")) {
    if (!holdsOnScreen(sheet.media || "all")) continue
    for (const [head, body] of rulesIn(sheet.textContent)) {
      const style = declared(body)
      for (const part of partsOf(head)) {
        const selector = part.trim() && selectorOf(page, part.trim(), style, hides)
        if (selector) rules.push([selector, style, weightOf(part)])
      }
    }
  }
  return rules.sort((a, b) => a[2] - b[2])
}

// With one layer of variables; null where one is not set: the declaration says nothing then.
const filled = (value, variables) => {
  let isMissing = false
  const made = value.replace(VARIABLE, (_, name, instead) => {
    const said = variables[name] ?? instead
    isMissing ||= said === undefined
    return said ?? ""
  })
  return isMissing || made === value ? null : made
}

// The style with the values of its variables, and the variables that are handed down.
export const resolved = (style, above) => {
  const own = Object.entries(style).filter(([name]) => name.startsWith("--"))
  const variables = own.length ? { ...above, ...Object.fromEntries(own) } : above
  const made = {}
  for (const [name, value] of Object.entries(style)) {
    let known = value
    for (let depth = 0; depth < DEEPEST && known?.includes("var("); depth += 1) known = filled(known, variables)
    if (known) made[name] = known.replace(/calc\(([^()*/+]*)\)/g, "$1").trim()
  }
  return [made, variables]
}
