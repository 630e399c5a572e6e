package file

import (
	"google.golang.org/protobuf/proto"

	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

// Match is the kind of name or code that matched.
type Match = compendiumv1.SearchCatalogResponse_Hit_Match

// term is one name or code of a record.
type term struct {
	text   string
	match  Match
	system lookupSystem // of a code that LookupDrugs knows
}

type named interface {
	GetDisplayName() string
	GetNames() []*compendiumv1.Name
}

// terms returns the names and codes that a record can be found by.
func terms(message proto.Message) []term {
	var list []term
	add := func(text string, match Match) {
		if text != "" {
			list = append(list, term{text: text, match: match})
		}
	}
	list = append(list, nameTerms(message)...)
	code := func(text string) { add(text, compendiumv1.SearchCatalogResponse_Hit_CODE) }
	others := func(codes []*compendiumv1.Code) { list = append(list, otherCodes(codes)...) }
	switch r := message.(type) {
	case *compendiumv1.Drug:
		for _, product := range r.Products {
			add(product.Brand, compendiumv1.SearchCatalogResponse_Hit_BRAND)
			others(product.Codes)
		}
		list = append(list, drugCodes(r.Codes)...)
		others(r.GetCodes().GetOther())
	case *compendiumv1.Condition:
		code(r.GetCodes().GetNcit())
		code(r.GetCodes().GetMondo())
		code(r.GetCodes().GetOncotree())
		others(r.GetCodes().GetOther())
	case *compendiumv1.Target:
		add(r.Symbol, compendiumv1.SearchCatalogResponse_Hit_SYNONYM)
		code(r.GetCodes().GetHgnc())
		code(r.GetCodes().GetNcit())
		others(r.GetCodes().GetOther())
	case *compendiumv1.Trial:
		code(r.GetRegistrations().GetNct())
		code(r.GetRegistrations().GetIsrctn())
		code(r.GetRegistrations().GetEudract())
	case *compendiumv1.Effect:
		code(r.GetCodes().GetNcit())
		code(r.GetCodes().GetCtcae())
	case *compendiumv1.Source:
		add(r.Title, compendiumv1.SearchCatalogResponse_Hit_SYNONYM)
		code(r.GetIdentifiers().GetDoi())
		code(r.GetIdentifiers().GetPmid())
	}
	return list
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
			list = append(list, term{text: c.GetCode(), match: compendiumv1.SearchCatalogResponse_Hit_CODE,
				system: otherSystem(c.GetSystem())})
		}
	}
	return list
}

func drugCodes(codes *compendiumv1.DrugCodes) []term {
	var list []term
	code := func(system compendiumv1.LookupDrugsRequest_Key_System, text string) {
		if text != "" {
			list = append(list, term{text: text, match: compendiumv1.SearchCatalogResponse_Hit_CODE,
				system: lookupSystem(system)})
		}
	}
	code(compendiumv1.LookupDrugsRequest_Key_RXCUI, codes.GetRxcui())
	code(compendiumv1.LookupDrugsRequest_Key_ATC, codes.GetAtc())
	for _, atc := range codes.GetFurtherAtc() {
		code(compendiumv1.LookupDrugsRequest_Key_ATC, atc)
	}
	code(compendiumv1.LookupDrugsRequest_Key_NCIT, codes.GetNcit())
	code(compendiumv1.LookupDrugsRequest_Key_UNII, codes.GetUnii())
	code(compendiumv1.LookupDrugsRequest_Key_SNOMED, codes.GetSnomed())
	for _, retired := range codes.GetRetired() {
		code(codeSystems[retired.System], retired.Code)
	}
	return list
}

// codeSystems maps the systems of retired codes to those of lookups.
var codeSystems = map[string]compendiumv1.LookupDrugsRequest_Key_System{
	"rxcui":  compendiumv1.LookupDrugsRequest_Key_RXCUI,
	"atc":    compendiumv1.LookupDrugsRequest_Key_ATC,
	"ncit":   compendiumv1.LookupDrugsRequest_Key_NCIT,
	"unii":   compendiumv1.LookupDrugsRequest_Key_UNII,
	"snomed": compendiumv1.LookupDrugsRequest_Key_SNOMED,
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
