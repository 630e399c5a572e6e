package catalog

import "github.com/opencompendium/compendium/finding"

// Read reads the text of one file, by its path below the content directory, as Load does: alone, without the records it refers to.
// It returns the record, nil where the path is no record's, and the problems of the file.
// The text must not be changed afterwards: the record is made of parts of it.
func Read(path string, source []byte) (*Record, []finding.Finding) {
	c, problems := newCatalog("", 1).With(map[string][]byte{path: source})
	for _, records := range c.byKind {
		for _, r := range records {
			return r, problems
		}
	}
	return nil, problems
}
