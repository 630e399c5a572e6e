package file

import (
	"fmt"
	"slices"
	"strings"

	"google.golang.org/protobuf/proto"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/asof"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

// Therapies are the collections whose records have uses.
var Therapies = [...]catalog.Kind{catalog.Drugs, catalog.Classes, catalog.Regimens, catalog.Procedures}

// usesTable is the name of the table of uses in a file.
const usesTable = "uses"

var usesDescriptor = (*compendiumv1.Use)(nil).ProtoReflect().Descriptor()

// usesOf returns the uses of a therapy as messages of the table of uses, each with its name and therapy. It returns
// none for other records. The uses of a drug are modified.
func usesOf(name string, record proto.Message) []*compendiumv1.Use {
	var uses []*compendiumv1.Use
	switch therapy := record.(type) {
	case *compendiumv1.Drug:
		uses = therapy.GetUses()
	case interface {
		GetUses() []*compendiumv1.TherapyUse
	}:
		for _, use := range therapy.GetUses() {
			uses = append(uses, asof.AsUse(use))
		}
	}
	for _, use := range uses {
		use.Name, use.Therapy = name+"/uses/"+use.GetId(), name
	}
	return uses
}

// pendingUses holds the encoded uses of therapies until all of them are there to be sorted. As messages they would be
// most of what the garbage collector scans.
type pendingUses struct {
	encoded []byte
	list    []pendingUse
}

type pendingUse struct {
	name       string
	start, end int
}

func (u *pendingUses) add(uses []*compendiumv1.Use) error {
	for _, use := range uses {
		start := len(u.encoded)
		encoded, err := proto.MarshalOptions{Deterministic: true}.MarshalAppend(u.encoded, use)
		if err != nil {
			return fmt.Errorf("encode %s: %w", use.Name, err)
		}
		u.encoded = encoded
		u.list = append(u.list, pendingUse{name: use.Name, start: start, end: len(encoded)})
	}
	return nil
}

func (u *pendingUses) build() (*tableBuilder, error) {
	slices.SortStableFunc(u.list, func(x, y pendingUse) int { return strings.Compare(x.name, y.name) })
	table := newTableBuilder(usesDescriptor)
	for _, pending := range u.list {
		encoded, use := u.encoded[pending.start:pending.end], &compendiumv1.Use{}
		if err := proto.Unmarshal(encoded, use); err != nil {
			return nil, fmt.Errorf("decode %s: %w", pending.name, err)
		}
		if err := table.addEncoded(pending.name, encoded, use); err != nil {
			return nil, err
		}
	}
	return table, nil
}
