"""旧站网页: saved portal pages become documents.

`reader.read` turns bytes into a `ReadPage` (pure); `sources` finds files in folders and
archives; `store.Importer` puts them into the disclosure catalogue.
"""
