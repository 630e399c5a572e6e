package file

import (
	"strings"

	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"

	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

// Match is the kind of name or code that matched.
type Match = compendiumv1.SearchCatalogResponse_Hit_Match

// term is one name or code of a record.
type term struct {
	text   string
	match  Match
	system System // of a code
}

type named interface {
	GetDisplayName() string
	GetNames() []*compendiumv1.Name
}

// terms returns the names and codes that a record can be found by.
func terms(message proto.Message) []term {
	list := append(nameTerms(message), codeTerms(message)...)
	add := func(text string, match Match) {
		if text != "" {
			list = append(list, term{text: text, match: match})
		}
	}
	switch r := message.(type) {
	case *compendiumv1.Drug:
		for _, product := range r.Products {
			add(product.Brand, compendiumv1.SearchCatalogResponse_Hit_BRAND)
			for _, number := range product.ApplicationNumbers {
				list = append(list, codeTerm(System(compendiumv1.LookupRequest_Key_APPLICATION), number))
			}
			list = append(list, otherCodes(product.Codes)...)
		}
		for _, retired := range r.GetCodes().GetRetired() {
			list = append(list, codeTerm(systemOf(retired.System), retired.Code))
		}
	case *compendiumv1.Target:
		add(r.Symbol, compendiumv1.SearchCatalogResponse_Hit_SYNONYM)
	case *compendiumv1.Source:
		add(r.Title, compendiumv1.SearchCatalogResponse_Hit_SYNONYM)
	}
	return list
}

// codeTerms returns the codes of a record: those of the fields of a system, and those in other systems.
func codeTerms(message proto.Message) []term {
	var list []term
	m := message.ProtoReflect()
	for _, name := range []protoreflect.Name{"codes", "registrations", "identifiers"} {
		field := m.Descriptor().Fields().ByName(name)
		if field == nil || !m.Has(field) {
			continue
		}
		codes := m.Get(field).Message()
		fields := codes.Descriptor().Fields()
		for i := range fields.Len() {
			field := fields.Get(i)
			system := systemOf(string(field.Name()))
			switch {
			case system == 0 || !codes.Has(field):
			case field.IsList():
				for k := range codes.Get(field).List().Len() {
					list = append(list, codeTerm(system, codes.Get(field).List().Get(k).String()))
				}
			default:
				list = append(list, codeTerm(system, codes.Get(field).String()))
			}
		}
		if others, ok := codes.Interface().(interface{ GetOther() []*compendiumv1.Code }); ok {
			list = append(list, otherCodes(others.GetOther())...)
		}
	}
	return list
}

func codeTerm(system System, code string) term {
	return term{text: code, match: compendiumv1.SearchCatalogResponse_Hit_CODE, system: system}
}

// systemOf returns the system of the codes in a field, or 0 for a field of something else.
func systemOf(field string) System {
	switch field {
	case "further_atc":
		return System(compendiumv1.LookupRequest_Key_ATC)
	case "application_numbers":
		return System(compendiumv1.LookupRequest_Key_APPLICATION)
	default:
		return System(compendiumv1.LookupRequest_Key_System_value[strings.ToUpper(field)])
	}
}

// nameTerms returns the display name of a record and its other names.
func nameTerms(message proto.Message) []term {
	var list []term
	if r, ok := message.(interface{ GetDisplayName() string }); ok && r.GetDisplayName() != "" {
		list = append(list, term{text: r.GetDisplayName(), match: compendiumv1.SearchCatalogResponse_Hit_DISPLAY_NAME})
	}
	if r, ok := message.(named); ok {
		for _, name := range r.GetNames() {
			if name.Text != "" {
				list = append(list, term{text: name.Text, match: matchOf(name.Type)})
			}
		}
	}
	return list
}

// otherCodes returns the codes in systems without a field of their own. What means something broader is not this
// record.
func otherCodes(codes []*compendiumv1.Code) []term {
	var list []term
	for _, c := range codes {
		if c.GetRelation() != compendiumv1.Code_BROADER {
			list = append(list, codeTerm(SystemOf(c.GetSystem()), c.GetCode()))
		}
	}
	return list
}

func matchOf(t compendiumv1.Name_Type) Match {
	switch t {
	case compendiumv1.Name_INN:
		return compendiumv1.SearchCatalogResponse_Hit_INN
	case compendiumv1.Name_BRAND:
		return compendiumv1.SearchCatalogResponse_Hit_BRAND
	case compendiumv1.Name_FORMER:
		return compendiumv1.SearchCatalogResponse_Hit_FORMER_NAME
	default:
		return compendiumv1.SearchCatalogResponse_Hit_SYNONYM
	}
}
