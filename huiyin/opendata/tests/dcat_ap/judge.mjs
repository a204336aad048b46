// Whether a graph conforms to shapes, both as N-Triples: node judge.mjs FOLDER data.nt shapes.nt
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'

const [folder, data, shapes] = process.argv.slice(2)
const found = createRequire(`${folder}/`)
const load = async name => import(pathToFileURL(found.resolve(name)))
const { default: Validator } = await load('rdf-validate-shacl')
const { NQuads } = await load('rdf-canonize')
const { default: Environment } = await load('@rdfjs/environment')
const { default: DataFactory } = await load('@rdfjs/data-model/Factory.js')
const { default: DatasetFactory } = await load('@rdfjs/dataset/Factory.js')
const rdf = new Environment([DataFactory, DatasetFactory])

const term = one => {
  if (one.termType === 'NamedNode') return rdf.namedNode(one.value)
  if (one.termType === 'BlankNode') return rdf.blankNode(one.value.replace(/^_:/, ''))
  return rdf.literal(one.value, one.language || rdf.namedNode(one.datatype.value))
}
const read = name => rdf.dataset(NQuads.parse(readFileSync(name, 'utf8')).map(
  quad => rdf.quad(term(quad.subject), term(quad.predicate), term(quad.object))))

const report = await new Validator(read(shapes)).validate(read(data))
for (const one of report.results) {
  console.log(`${one.severity?.value} ${one.focusNode?.value} ${one.path?.value ?? ''}`)
}
