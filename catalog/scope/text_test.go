package scope_test

import (
	"strings"
	"testing"

	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"

	"github.com/opencompendium/compendium/catalog/scope"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

func display(name string) string { return name[strings.IndexByte(name, '/')+1:] }

func TestText(t *testing.T) {
	for want, s := range map[string]*compendiumv1.Scope{
		"sts, except liposarcoma; metastatic or unresectable; after anthracycline, or if that is unsuitable": {
			Conditions: []string{"conditions/sts"}, Except: []string{"conditions/liposarcoma"},
			Extent: []compendiumv1.Use_Extent{compendiumv1.Use_METASTATIC, compendiumv1.Use_UNRESECTABLE},
			Prior:  &compendiumv1.Scope_Prior{All: []string{"classes/anthracycline"}, OrUnsuitable: true},
		},
		"gist; after imatinib or sunitinib": {
			Conditions: []string{"conditions/gist"},
			Prior:      &compendiumv1.Scope_Prior{Any: []string{"drugs/imatinib", "drugs/sunitinib"}, AtLeast: 1},
		},
		"gist; third or fourth line; after imatinib and at least 2 of sunitinib, regorafenib, ripretinib; not after " +
			"avapritinib": {
			Conditions: []string{"conditions/gist"},
			Line:       []compendiumv1.Use_Line{compendiumv1.Use_THIRD, compendiumv1.Use_FOURTH},
			Prior: &compendiumv1.Scope_Prior{All: []string{"drugs/imatinib"}, AtLeast: 2,
				Any:    []string{"drugs/sunitinib", "drugs/regorafenib", "drugs/ripretinib"},
				NoneOf: []string{"drugs/avapritinib"}},
		},
		"gist, some subtypes; palliative; pdgfra mutation exon 18 D842V (test: a kit) and no germline kit loss; " +
			"alone or together with a or b; from 12 years, below 18 years, skeletally mature; High risk.": {
			Conditions: []string{"conditions/gist"}, Subtypes: compendiumv1.Scope_SOME,
			Intent: []compendiumv1.Use_Intent{compendiumv1.Use_PALLIATIVE},
			Biomarkers: &compendiumv1.Scope_Biomarkers{Match: compendiumv1.Match_ALL, Of: []*compendiumv1.Biomarker{
				{Target: "targets/pdgfra", Alteration: compendiumv1.Biomarker_MUTATION, Variant: "D842V", VariantOf: "exon 18",
					Test: "a kit"},
				{Target: "targets/kit", Alteration: compendiumv1.Biomarker_LOSS, Origin: compendiumv1.Biomarker_GERMLINE,
					Presence: compendiumv1.Biomarker_ABSENT}}},
			Partners: &compendiumv1.Scope_Partners{Match: compendiumv1.Match_ANY, OrAlone: true,
				Of: []string{"drugs/a", "drugs/b"}},
			Age:  &compendiumv1.Age{From: "12", Below: "18", Requires: "skeletally mature"},
			Rest: "High risk.",
		},
	} {
		if got := scope.Text(s, display); got != want {
			t.Errorf("got  %s\nwant %s", got, want)
		}
	}
}

func TestSettingText(t *testing.T) {
	for want, u := range map[string]scope.Setting{
		"": &compendiumv1.Use{Condition: "conditions/gist"},
		"metastatic; second line; after imatinib or sunitinib; with underlying nf1; kit mutation or pdgfra " +
			"fusion": &compendiumv1.Use{
			Extent: []compendiumv1.Use_Extent{compendiumv1.Use_METASTATIC}, Line: compendiumv1.Use_SECOND,
			PriorAny: []string{"drugs/imatinib", "drugs/sunitinib"}, Underlying: []string{"conditions/nf1"},
			BiomarkersMatch: compendiumv1.Match_ANY, Biomarkers: []*compendiumv1.Biomarker{
				{Target: "targets/kit", Alteration: compendiumv1.Biomarker_MUTATION},
				{Target: "targets/pdgfra", Alteration: compendiumv1.Biomarker_FUSION}}},
		"kit and pdgfra (test of each: a kit)":             tested("a kit.", "a kit."),
		"kit (test: a kit) and pdgfra (test: another kit)": tested("a kit.", "another kit."),
		"kit (test: a kit) and pdgfra":                     tested("a kit.", ""),
		"kit (test: a kit)":                                tested("a kit."),
		"after surgery; curative; together with surgery; from 1 year": &compendiumv1.TherapyUse{
			Timing: []compendiumv1.Use_Timing{compendiumv1.Use_AFTER_SURGERY}, Intent: compendiumv1.Use_CURATIVE,
			Partners: []string{"procedures/surgery"}, Age: &compendiumv1.Age{From: "1"}},
	} {
		if got := scope.SettingText(u, display); got != want {
			t.Errorf("got  %s\nwant %s", got, want)
		}
	}
}

// TestTherapiesInText checks that therapies start in lower case inside a text, unless their first word is an
// abbreviation, and that conditions stay as they are.
func TestTherapiesInText(t *testing.T) {
	names := map[string]string{"drugs/a": "Imatinib", "classes/b": "Alkylating agent", "classes/c": "T-cell therapy",
		"classes/d": "EZH2 inhibitor", "classes/e": "mTOR inhibitor", "regimens/f": "MAP", "drugs/g": "X",
		"drugs/i":      "Radium-223",
		"conditions/h": "Ewing sarcoma"}
	got := scope.SettingText(&compendiumv1.Use{PriorTherapies: []string{"drugs/a", "classes/b"},
		PriorNone: []string{"classes/c", "classes/d"}, Underlying: []string{"conditions/h"},
		Partners: []string{"classes/e", "regimens/f", "drugs/g", "drugs/i"}}, func(name string) string { return names[name] })
	const want = "after imatinib and alkylating agent; not after T-cell therapy or EZH2 inhibitor; with underlying " +
		"Ewing sarcoma; together with mTOR inhibitor and MAP and X and radium-223"
	if got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

// tested returns a use for biomarkers that are measured by tests.
func tested(tests ...string) *compendiumv1.Use {
	use := new(compendiumv1.Use)
	for i, test := range tests {
		use.Biomarkers = append(use.Biomarkers,
			&compendiumv1.Biomarker{Target: []string{"targets/kit", "targets/pdgfra"}[i], Test: test})
	}
	return use
}

// TestTextStatesEveryField fails if a field of a scope does not show in its text: it would tell a license as wider than
// it is.
func TestTextStatesEveryField(t *testing.T) {
	whole := filled(new(compendiumv1.Scope).ProtoReflect().Type()).Interface()
	text := func(m proto.Message) string { return scope.Text(m.(*compendiumv1.Scope), display) }
	var each func(of protoreflect.MessageDescriptor, in func(root proto.Message) protoreflect.Message)
	each = func(of protoreflect.MessageDescriptor, in func(root proto.Message) protoreflect.Message) {
		for i := range of.Fields().Len() {
			field := of.Fields().Get(i)
			without := proto.Clone(whole)
			in(without).Clear(field)
			if text(without) == text(whole) {
				t.Errorf("%s is not in %s", field.FullName(), text(whole))
			}
			if field.Message() != nil {
				each(field.Message(), func(root proto.Message) protoreflect.Message {
					if field.IsList() {
						return in(root).Get(field).List().Get(0).Message()
					}
					return in(root).Get(field).Message()
				})
			}
		}
	}
	each(whole.ProtoReflect().Descriptor(), proto.Message.ProtoReflect)
}

// filled returns a message with a value other than the default in every field, and two in every list.
func filled(of protoreflect.MessageType) protoreflect.Message {
	m := of.New()
	fields := of.Descriptor().Fields()
	for i := range fields.Len() {
		field := fields.Get(i)
		value := func(n int) protoreflect.Value {
			switch {
			case field.Message() != nil:
				return protoreflect.ValueOfMessage(filled(dynamicType(m, field)))
			case field.Name() == "match":
				return protoreflect.ValueOfEnum(compendiumv1.Match_ANY.Number()) // ALL is as good as unset
			case field.Enum() != nil:
				return protoreflect.ValueOfEnum(protoreflect.EnumNumber(field.Enum().Values().Len() - 1 - n))
			case field.Kind() == protoreflect.BoolKind:
				return protoreflect.ValueOfBool(true)
			case field.Kind() == protoreflect.Int32Kind:
				return protoreflect.ValueOfInt32(2)
			default:
				return protoreflect.ValueOfString("of/" + string(field.Name()) + strings.Repeat("x", n))
			}
		}
		if !field.IsList() {
			m.Set(field, value(0))
			continue
		}
		list := m.Mutable(field).List()
		list.Append(value(0))
		list.Append(value(1))
	}
	return m
}

func dynamicType(m protoreflect.Message, field protoreflect.FieldDescriptor) protoreflect.MessageType {
	if field.IsList() {
		return m.NewField(field).List().NewElement().Message().Type()
	}
	return m.NewField(field).Message().Type()
}
