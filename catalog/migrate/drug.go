package migrate

import (
	"fmt"
	"path"
	"strings"

	"github.com/opencompendium/compendium/catalog/document"
)

// retired is the lifecycle of a tombstone.
const retired = "RETIRED"

func (f *file) migrateDrug() {
	if !f.has("depth") && f.value("lifecycle") != retired {
		// Until now every record was to be complete.
		f.edit(document.Add("", "depth", "MONOGRAPH"))
	}
	if name := f.value("replaced_by"); name != "" && f.edit(document.Remove("replaced_by")) {
		f.edit(document.Add("", "replaced_by", "["+document.Write(name, true)+"]"))
	}
	taken := make(map[string]bool)
	for _, product := range f.items("products") {
		taken[f.value(product+".id")] = true
	}
	for _, product := range f.items("products") {
		if !f.has(product + ".id") {
			name := f.value(product + ".brand")
			if slug(name) == "" {
				name = strings.TrimSuffix(path.Base(f.path), ".yaml")
			}
			f.edit(document.Add(product, "id", unique(taken, slug(name+" "+f.value(product+".jurisdiction")))))
		}
		f.discontinued(product)
		f.nameEvents(product)
	}
}

// nameEvents returns the events of a product their ids: what happened and when, and for what where that is not enough.
func (f *file) nameEvents(product string) {
	events := f.items(product + ".authorizations")
	taken := make(map[string]bool)
	same := make(map[string]int)
	base := func(event string) string { return slug(f.value(event+".event") + " " + f.value(event+".date")) }
	for _, event := range events {
		taken[f.value(event+".id")] = true
		same[base(event)]++
	}
	for _, event := range events {
		id := base(event)
		if f.has(event+".id") || id == "" {
			continue
		}
		if about := f.value(event+".use") + f.value(event+".indication"); same[id] > 1 && about != "" {
			id = slug(id + " " + shorten(about))
		}
		f.edit(document.Add(event, "id", document.Write(unique(taken, id), true)))
	}
}

// unique returns an id that is not taken, and takes it.
func unique(taken map[string]bool, id string) string {
	free := id
	for n := 2; taken[free]; n++ {
		free = fmt.Sprintf("%s-%d", id, n)
	}
	taken[free] = true
	return free
}

// shorten returns the first words of a text.
func shorten(text string) string {
	const longest = 40
	for len(text) > longest {
		cut := strings.LastIndexAny(text[:longest+1], " -")
		if cut <= 0 {
			return text
		}
		text = text[:cut]
	}
	return text
}
