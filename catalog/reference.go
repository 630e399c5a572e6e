package catalog

import (
	"iter"
	"slices"
	"strconv"
	"sync"

	"google.golang.org/genproto/googleapis/api/annotations"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"

	"github.com/opencompendium/compendium/catalog/document"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

// Reference is one field of one record that names another record.
type Reference struct {
	// From is the record that refers.
	From *Record
	// Path is the field, as a path from the record.
	Path string
	// Field is the field's descriptor.
	Field protoreflect.FieldDescriptor
	// To is the name it refers to.
	To string
	// Target is the record of that name, or nil where there is none.
	Target *Record
	// Kinds are the collections that the field may refer to.
	Kinds []Kind
}

// Fits reports whether the target, where there is one, is of a collection that the field may refer to.
func (r Reference) Fits() bool { return r.Target == nil || slices.Contains(r.Kinds, r.Target.kind) }

// References returns every reference of every record that could be read, in the order of records and of fields in
// them.
func (c *Catalog) References() iter.Seq[Reference] {
	return func(yield func(Reference) bool) {
		k := 0
		for _, records := range c.byKind {
			for _, r := range records {
				for i := range r.links {
					if !yield(r.links[i].from(r, c.targets[k])) {
						return
					}
					k++
				}
			}
		}
	}
}

// ReferencesOf returns the references of a record, in the order of its fields; none of one that could not be read.
func (c *Catalog) ReferencesOf(r *Record) []Reference {
	list := make([]Reference, len(r.links))
	for i := range list {
		list[i] = r.links[i].from(r, c.byName[r.links[i].to])
	}
	return list
}

// RefersTo reports whether the record refers to a name, whether there is a record of this name or not.
func (r *Record) RefersTo(name string) bool {
	return slices.ContainsFunc(r.links, func(l link) bool { return l.to == name })
}

// link is a reference of a record, whatever it leads to.
type link struct {
	field    *refField
	path, to string
}

func (l link) from(r, target *Record) Reference {
	return Reference{From: r, Path: l.path, Field: l.field.FieldDescriptor, To: l.to, Target: target, Kinds: l.field.kinds}
}

// resolve looks up what the references of all records lead to, in their order.
func resolve(c *Catalog) []*Record {
	n := 0
	for _, r := range c.byName {
		n += len(r.links)
	}
	targets := make([]*Record, 0, n)
	for _, records := range c.byKind {
		for _, r := range records {
			for i := range r.links {
				targets = append(targets, c.byName[r.links[i].to])
			}
		}
	}
	return targets
}

// refField is a field that names other records. The schema says what it may refer to; see RefersTo.
type refField struct {
	protoreflect.FieldDescriptor

	kinds []Kind
	// belongs reports whether the record belongs to, consists of or gave way to what the field names.
	belongs bool
}

// plan is what of a message has to do with references: the fields that are some, and those below which there are some.
type plan struct {
	fields []planField
}

type planField struct {
	field protoreflect.FieldDescriptor
	ref   *refField // nil for messages to go down into, of which below is the plan
	below *plan
}

// plans are those of all records.
type plans struct {
	of map[protoreflect.FullName]*plan
}

var refPlans = sync.OnceValue(func() *plans {
	p := &plans{of: make(map[protoreflect.FullName]*plan)}
	for _, kind := range Kinds() {
		p.add(kind.Descriptor())
	}
	return p
})

// add makes the plan of a message, once.
func (p *plans) add(message protoreflect.MessageDescriptor) *plan {
	if made, ok := p.of[message.FullName()]; ok {
		return made
	}
	made := &plan{}
	p.of[message.FullName()] = made
	for i := range message.Fields().Len() {
		field := message.Fields().Get(i)
		below := field.Message()
		if field.IsMap() {
			below = field.MapValue().Message()
		}
		if below != nil {
			if plan := p.add(below); len(plan.fields) > 0 {
				made.fields = append(made.fields, planField{field: field, below: plan})
			}
			continue
		}
		if kinds := RefersTo(field); len(kinds) > 0 {
			ref := &refField{field, kinds, field.Name() == replacedBy || slices.Contains(belonging, field.FullName())}
			made.fields = append(made.fields, planField{field: field, ref: ref})
		}
	}
	return made
}

// RefersTo returns the collections whose records a field names, and none for a field that names no records: that of its
// resource_reference, or those of refers_to if there are several.
func RefersTo(field protoreflect.FieldDescriptor) []Kind {
	reference, _ := proto.GetExtension(field.Options(), annotations.E_ResourceReference).(*annotations.ResourceReference)
	collections, _ := proto.GetExtension(field.Options(), compendiumv1.E_RefersTo).([]string)
	var kinds []Kind
	for _, kind := range Kinds() {
		if reference.GetType() != "" && reference.GetType() == resourceType(kind) {
			kinds = append(kinds, kind)
		}
	}
	for _, name := range collections {
		if kind, ok := ParseKind(name); ok {
			kinds = append(kinds, kind)
		}
	}
	return kinds
}

// resourceType returns the type of the records of a collection, as resource_reference names it.
func resourceType(k Kind) string {
	resource, _ := proto.GetExtension(k.Descriptor().Options(), annotations.E_Resource).(*annotations.ResourceDescriptor)
	return resource.GetType()
}

// linksOf returns the references of a record, in the order of its fields.
func linksOf(record proto.Message) []link {
	w := walker{plans: refPlans()}
	w.walk(w.plans.of[record.ProtoReflect().Descriptor().FullName()], record.ProtoReflect(), "")
	return w.links
}

// Links returns the names that a record refers to, each with the path of its field, in the order of the fields. Items
// of lists are named by their indexes, and a citation by its key.
func Links(record proto.Message) iter.Seq2[string, string] {
	return func(yield func(path, to string) bool) {
		for _, l := range linksOf(record) {
			if !yield(l.path, l.to) {
				return
			}
		}
	}
}

// walker collects the references of one record.
type walker struct {
	plans *plans
	links []link
}

func (w *walker) walk(plan *plan, message protoreflect.Message, path string) {
	for _, f := range plan.fields {
		if !message.Has(f.field) {
			continue
		}
		value, at := message.Get(f.field), document.Join(path, string(f.field.Name()))
		switch {
		case f.field.IsMap():
			w.walkMap(f.below, value.Map(), at)
		case f.field.IsList():
			list := value.List()
			for i := range list.Len() {
				w.value(list.Get(i), f, at+"["+strconv.Itoa(i)+"]")
			}
		default:
			w.value(value, f, at)
		}
	}
}

func (w *walker) value(value protoreflect.Value, f planField, path string) {
	if f.ref == nil {
		w.walk(f.below, value.Message(), path)
		return
	}
	if to := value.String(); to != "" {
		w.links = append(w.links, link{f.ref, path, to})
	}
}

func (w *walker) walkMap(plan *plan, entries protoreflect.Map, path string) {
	var keys []string
	entries.Range(func(key protoreflect.MapKey, _ protoreflect.Value) bool {
		keys = append(keys, key.String())
		return true
	})
	slices.Sort(keys)
	for _, key := range keys {
		w.walk(plan, entries.Get(protoreflect.ValueOfString(key).MapKey()).Message(), document.Keyed(path, key))
	}
}

// replacedBy is the field by which a tombstone of any collection names what it gave way to.
const replacedBy = "replaced_by"

// belonging are the fields by which a record names what it belongs to or consists of.
var belonging = []protoreflect.FullName{
	"compendium.v1.DrugClass.parents", "compendium.v1.Procedure.parents", "compendium.v1.Condition.parents",
	"compendium.v1.Effect.parents", "compendium.v1.Target.members",
	"compendium.v1.Drug.classes", "compendium.v1.Drug.ingredients",
	"compendium.v1.Regimen.Component.drug", "compendium.v1.Regimen.Component.procedure",
}

// Scope returns the records that r refers to, and those that they belong to, consist of or gave way to, at any
// distance. Records that could not be read are among them; r itself is not. It is everything beside the regulators that
// a check of r alone may look at.
func (c *Catalog) Scope(r *Record) []*Record {
	var scope []*Record
	seen := map[*Record]bool{r: true, nil: true}
	for i := range r.links {
		if target := c.byName[r.links[i].to]; !seen[target] {
			seen[target] = true
			scope = append(scope, target)
		}
	}
	for i := 0; i < len(scope); i++ {
		for _, l := range scope[i].links {
			if target := c.byName[l.to]; l.field.belongs && !seen[target] {
				seen[target] = true
				scope = append(scope, target)
			}
		}
	}
	return scope
}
