package file

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"fmt"
	"maps"
	"slices"
	"strings"

	"google.golang.org/protobuf/proto"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/date"
	"github.com/opencompendium/compendium/catalog/fieldmask"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

// relabel returns the uses of all therapies as of another day. Only their labels differ from those of the file's day,
// and only those of therapies with an event in between, so that the table shares the rest with that of the file. It
// returns ok=false for a file whose uses have other labels than this program derives, such as one of an older program.
func (f *File) relabel(day date.Day) (_ *Table, ok bool, _ error) {
	derived := *f.uses
	derived.frames, derived.starts, derived.etags = make([]byte, 0, len(f.uses.frames)), nil, nil
	labels := newIndexBuilder(labelsPlan())
	for first := 0; first < f.uses.Len(); {
		therapy, _, _ := strings.Cut(f.uses.Name(first), "/uses/")
		end, prefix := first+1, []byte(therapy+"/")
		for end < f.uses.Len() && bytes.HasPrefix(f.uses.names.at(end), prefix) {
			end++
		}
		uses, changed, err := f.usesOn(therapy, day)
		if err != nil || len(uses) != end-first {
			return nil, false, err
		}
		for i, use := range uses {
			if use.GetName() != string(f.uses.names.at(first+i)) {
				return nil, false, nil
			}
			derived.starts = appendU64s(derived.starts, uint64(len(derived.frames)))
			record := f.uses.Record(first + i)
			if changed {
				if record, err = (proto.MarshalOptions{Deterministic: true}).Marshal(use); err != nil {
					return nil, false, fmt.Errorf("encode %s: %w", use.GetName(), err)
				}
			}
			derived.frames = appendFrame(derived.frames, record)
			sum := sha256.Sum256(record)
			derived.etags = append(derived.etags, sum[:8]...)
			labels.add(use.ProtoReflect())
		}
		first = end
	}
	derived.starts = appendU64s(derived.starts, uint64(len(derived.frames)))
	same, err := derived.index.relabel(&labels)
	return &derived, same, err
}

// usesOn returns the uses of a therapy as of a day, sorted by name, and whether they may differ from those in the file.
func (f *File) usesOn(therapy string, day date.Day) (uses []*compendiumv1.Use, changed bool, err error) {
	resolver, err := f.resolver()
	if err != nil {
		return nil, false, err
	}
	kind, _ := catalog.KindIn(therapy)
	table := f.Table(kind)
	i, ok := table.Find(therapy)
	if !ok {
		return nil, false, nil
	}
	record, encoded := kind.New(), table.Record(i)
	drug, isDrug := record.(*compendiumv1.Drug)
	if isDrug {
		encoded, err = labeledBy.Append(nil, encoded)
	}
	if err == nil {
		err = proto.Unmarshal(encoded, record)
	}
	if err != nil {
		return nil, false, fmt.Errorf("decode %s of the release: %w", therapy, err)
	}
	first, last := min(f.asOf, day), max(f.asOf, day)
	switch {
	case !isDrug:
		// The labels of a regimen change with those of its drugs.
		record, changed = resolver.Resolve(record, day), true
	case slices.ContainsFunc(resolver.ChangeDays(drug), func(d date.Day) bool { return first < d && d <= last }):
		resolver.Label(drug, day)
		changed = true
	}
	uses = usesOf(therapy, record)
	slices.SortStableFunc(uses, func(x, y *compendiumv1.Use) int { return cmp.Compare(x.Name, y.Name) })
	return uses, changed, nil
}

// labeledBy selects the fields of a drug that the labels of its uses are derived from.
var labeledBy = func() *fieldmask.Mask {
	mask, err := fieldmask.Compile(catalog.Drugs.Descriptor(),
		[]string{"name", "products", "coverage", "uses", "citations"})
	if err != nil {
		panic(err) // the schema has these fields
	}
	return mask
}()

// labelsField is the field of uses that has their labels.
const labelsField = "labels"

func isOfLabels(path string) bool {
	return path == labelsField || strings.HasPrefix(path, labelsField+".")
}

// labelsPlan returns the plan of the fields of labels alone.
func labelsPlan() *plan {
	p := *planOf(usesDescriptor)
	without := func(s *step) bool { return !isOfLabels(s.path) }
	p.steps = slices.DeleteFunc(slices.Clone(p.steps), without)
	p.all = slices.DeleteFunc(slices.Clone(p.all), without)
	return &p
}

// relabel replaces the values of labels by those that a builder collected. It returns false if the uses do not have as
// many labels each as before.
func (x *Index) relabel(labels *indexBuilder) (bool, error) {
	parts := make(sections)
	labels.build(parts, tableBase(0))
	var own Index
	if err := own.open(parts, tableBase(0), usesDescriptor, labels.rows); err != nil {
		return false, err
	}
	before := x.rows[labelsField]
	if before == nil || !bytes.Equal(before.parents, own.rows[labelsField].parents) {
		return false, nil
	}
	x.rows = maps.Clone(x.rows)
	maps.Copy(x.rows, own.rows)
	x.paths, x.presence = replaceLabels(x.paths, own.paths), replaceLabels(x.presence, own.presence)
	x.words = replaceLabels(x.words, own.words)
	return true, nil
}

// replaceLabels returns paths with others of labels.
func replaceLabels(paths, labels map[string]*Path) map[string]*Path {
	paths = maps.Clone(paths)
	maps.DeleteFunc(paths, func(path string, _ *Path) bool { return isOfLabels(path) })
	maps.Copy(paths, labels)
	return paths
}
