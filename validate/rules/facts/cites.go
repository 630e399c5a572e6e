package facts

import (
	"strings"
	"sync"

	"google.golang.org/protobuf/reflect/protoreflect"

	"github.com/opencompendium/compendium/catalog"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
)

// Cite is one key in one `cites` of a record.
type Cite struct {
	// Path is that of the key: "uses[0].cites[1]".
	Path string
	// Key is the key of the citation.
	Key string
	// AsFact is set if it supports a fact. Gaps and conflicts cite what is missing or in dispute.
	AsFact bool
}

type citesKey struct{}

// Cites returns the citation keys that the facts of the checked record name, in the order of the schema. They are found
// by the name of the field, wherever it is.
func Cites(p *validate.RecordPass) []Cite {
	return validate.Memo(p, citesKey{}, func() []Cite {
		var cites []Cite
		citeFields().Visit(p.Record.Message().ProtoReflect(), func(m protoreflect.Message,
			field protoreflect.FieldDescriptor, path string) {
			aside := strings.HasPrefix(path, "gaps[") || strings.HasPrefix(path, "conflicts[")
			for i, list := 0, m.Get(field).List(); i < list.Len(); i++ {
				cites = append(cites, Cite{Path: ItemPath(path, i, ""), Key: list.Get(i).String(), AsFact: !aside})
			}
		})
		return cites
	})
}

// citeFields is the walk to the fields that hold keys of citations.
var citeFields = sync.OnceValue(func() *catalog.Walk { return catalog.NewWalk(isCites) })

// isCites reports whether a field holds keys of citations: `cites`, or those of one field of a record, `status_cites`.
func isCites(field protoreflect.FieldDescriptor) bool {
	return field.Name() == "cites" || strings.HasSuffix(string(field.Name()), "_cites")
}

// CitesNoLabel reports whether no key leads to a label. A key that leads nowhere, which other rules report, may be
// meant for one.
func CitesNoLabel(p *validate.RecordPass, citations map[string]*compendiumv1.Citation, keys []string) bool {
	for _, key := range keys {
		if source := Cited(p, citations, key); source == nil || source.GetKind() == compendiumv1.Source_LABEL {
			return false
		}
	}
	return len(keys) > 0
}
