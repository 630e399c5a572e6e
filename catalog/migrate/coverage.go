package migrate

import (
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/opencompendium/compendium/catalog/document"
)

// declared is a coverage declared by a regulator.
type declared struct {
	regulator *file
	at        string
}

// moveCoverages moves the coverages of regulators to the drugs that they are about, with the citations that they name.
func (m *migration) moveCoverages() {
	byDrug := make(map[string][]declared)
	for _, name := range slices.Sorted(maps.Keys(m.files)) {
		f := m.files[name]
		if path.Dir(name) != "regulators" {
			continue
		}
		for _, at := range f.items("coverages") {
			drug := f.value(at+".drug") + ".yaml"
			if target := m.files[drug]; target == nil || path.Dir(drug) != "drugs" || target.has("coverage") {
				f.leavef(at, "Move this coverage to the record of %s by hand.", f.value(at+".drug"))
				continue
			}
			byDrug[drug] = append(byDrug[drug], declared{f, at})
		}
	}
	moved := make(map[*file][]string)
	for _, drug := range slices.Sorted(maps.Keys(byDrug)) {
		if m.files[drug].declare(byDrug[drug]) {
			for _, d := range byDrug[drug] {
				moved[d.regulator] = append(moved[d.regulator], d.at)
			}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(m.files)) {
		f := m.files[name]
		f.removeCoverages(moved[f])
	}
}

// declare adds coverages to a drug, and reports whether that was possible.
func (f *file) declare(coverages []declared) bool {
	var list []string
	for _, c := range coverages {
		of := func(field string) string { return flow(c.regulator.doc.Find(c.at + "." + field)) }
		parts := []string{"regulator: regulators/" + strings.TrimSuffix(path.Base(c.regulator.path), ".yaml")}
		for _, field := range []string{"jurisdiction", "complete_as_of", "basis"} {
			if c.regulator.has(c.at + "." + field) {
				parts = append(parts, field+": "+of(field))
			}
		}
		var cites []string
		for _, key := range children(c.regulator.doc.Find(c.at + ".cites")) {
			cites = append(cites, document.Write(f.cite(c.regulator, key.Value()), true))
		}
		if len(cites) > 0 {
			parts = append(parts, "cites: ["+strings.Join(cites, ", ")+"]")
		}
		list = append(list, "{"+strings.Join(parts, ", ")+"}")
	}
	if !f.edit(document.Add("", "coverage", "["+strings.Join(list, ", ")+"]")) {
		return false
	}
	for i, c := range coverages {
		if c.regulator.value(c.at+".jurisdiction") == "EU" {
			f.leavef(fmt.Sprintf("coverage[%d]", i), "Say in procedures of this coverage which procedures of the European "+
				"Union were read: [CENTRALIZED], or [CENTRALIZED, NATIONAL].")
		}
	}
	return true
}

// cite returns the key under which the record has a citation of another one. It adds the citation if it has none.
func (f *file) cite(from *file, key string) string {
	node := from.doc.Find("citations").Field(key)
	if node.IsZero() {
		return key // a rule reports it there, and here
	}
	text := flow(node)
	for _, own := range children(f.doc.Find("citations")) {
		if flow(own) == text {
			return own.Key()
		}
	}
	taken := make(map[string]bool)
	for _, own := range children(f.doc.Find("citations")) {
		taken[own.Key()] = true
	}
	free := unique(taken, key)
	if len(taken) == 1 { // there are none but the new one
		f.edit(document.Add("", "citations", "{"+document.Write(free, true)+": "+text+"}"))
	} else {
		f.edit(document.Add("citations", document.Write(free, true), text))
	}
	return free
}

// removeCoverages removes what was moved from a regulator, and the citations that nothing names any more.
func (f *file) removeCoverages(moved []string) {
	if len(moved) == 0 {
		return
	}
	keys := make(map[string]bool)
	for _, at := range moved {
		for _, key := range children(f.doc.Find(at + ".cites")) {
			keys[key.Value()] = true
		}
	}
	if len(moved) == len(f.items("coverages")) {
		if !f.edit(document.Remove("coverages")) {
			return
		}
	} else {
		for _, at := range slices.Backward(moved) {
			if !f.edit(document.Remove(at)) {
				return
			}
		}
	}
	for _, key := range slices.Sorted(maps.Keys(keys)) {
		if f.names(f.doc.Root(), key) || f.doc.Find("citations").Field(key).IsZero() {
			continue
		}
		at := document.Keyed("citations", key)
		if len(f.items("citations")) == 1 {
			at = "citations"
		}
		f.edit(document.Remove(at))
	}
}

// names reports whether a fact below a node cites a key.
func (f *file) names(n document.Node, key string) bool {
	for _, child := range children(n) {
		if child.Key() == "cites" {
			for _, cited := range children(child) {
				if cited.Value() == key {
					return true
				}
			}
		} else if f.names(child, key) {
			return true
		}
	}
	return false
}
