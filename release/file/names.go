package file

import (
	"strings"

	"google.golang.org/protobuf/proto"

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
	var list []term
	add := func(text string, match Match) {
		if text != "" {
			list = append(list, term{text: text, match: match})
		}
	}
	list = append(list, nameTerms(message)...)
	code := func(system compendiumv1.LookupRequest_Key_System, text string) {
		if text != "" {
			list = append(list, term{text: text, match: compendiumv1.SearchCatalogResponse_Hit_CODE, system: System(system)})
		}
	}
	others := func(codes []*compendiumv1.Code) { list = append(list, otherCodes(codes)...) }
	switch r := message.(type) {
	case *compendiumv1.Drug:
		for _, product := range r.Products {
			add(product.Brand, compendiumv1.SearchCatalogResponse_Hit_BRAND)
			for _, number := range product.ApplicationNumbers {
				code(compendiumv1.LookupRequest_Key_APPLICATION, number)
			}
			others(product.Codes)
		}
		drugCodes(r.Codes, code)
		others(r.GetCodes().GetOther())
	case *compendiumv1.Condition:
		code(compendiumv1.LookupRequest_Key_NCIT, r.GetCodes().GetNcit())
		code(compendiumv1.LookupRequest_Key_MONDO, r.GetCodes().GetMondo())
		code(compendiumv1.LookupRequest_Key_ONCOTREE, r.GetCodes().GetOncotree())
		others(r.GetCodes().GetOther())
	case *compendiumv1.Target:
		add(r.Symbol, compendiumv1.SearchCatalogResponse_Hit_SYNONYM)
		code(compendiumv1.LookupRequest_Key_HGNC, r.GetCodes().GetHgnc())
		code(compendiumv1.LookupRequest_Key_NCIT, r.GetCodes().GetNcit())
		others(r.GetCodes().GetOther())
	case *compendiumv1.Trial:
		trialCodes(r.GetRegistrations(), code)
	case *compendiumv1.Effect:
		code(compendiumv1.LookupRequest_Key_NCIT, r.GetCodes().GetNcit())
		code(compendiumv1.LookupRequest_Key_CTCAE, r.GetCodes().GetCtcae())
		others(r.GetCodes().GetOther())
	case *compendiumv1.Source:
		add(r.Title, compendiumv1.SearchCatalogResponse_Hit_SYNONYM)
		sourceCodes(r.GetIdentifiers(), code)
	}
	return list
}

// codeFunc takes a code of a system. It ignores an empty one.
type codeFunc func(system compendiumv1.LookupRequest_Key_System, text string)

// trialCodes passes the registrations of a trial.
func trialCodes(codes *compendiumv1.Trial_Registrations, code codeFunc) {
	code(compendiumv1.LookupRequest_Key_NCT, codes.GetNct())
	code(compendiumv1.LookupRequest_Key_ISRCTN, codes.GetIsrctn())
	code(compendiumv1.LookupRequest_Key_EUDRACT, codes.GetEudract())
	code(compendiumv1.LookupRequest_Key_EU_CT, codes.GetEuCt())
	code(compendiumv1.LookupRequest_Key_JRCT, codes.GetJrct())
}

// sourceCodes passes the identifiers of a source.
func sourceCodes(codes *compendiumv1.Source_Identifiers, code codeFunc) {
	code(compendiumv1.LookupRequest_Key_DOI, codes.GetDoi())
	code(compendiumv1.LookupRequest_Key_PMID, codes.GetPmid())
	code(compendiumv1.LookupRequest_Key_NCT, codes.GetNct())
	for _, number := range codes.GetApplicationNumbers() {
		code(compendiumv1.LookupRequest_Key_APPLICATION, number)
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
			list = append(list, term{text: c.GetCode(), match: compendiumv1.SearchCatalogResponse_Hit_CODE,
				system: SystemOf(c.GetSystem())})
		}
	}
	return list
}

// drugCodes passes the codes of a drug that have a field of their own, and the retired ones.
func drugCodes(codes *compendiumv1.DrugCodes, code codeFunc) {
	code(compendiumv1.LookupRequest_Key_RXCUI, codes.GetRxcui())
	code(compendiumv1.LookupRequest_Key_ATC, codes.GetAtc())
	for _, atc := range codes.GetFurtherAtc() {
		code(compendiumv1.LookupRequest_Key_ATC, atc)
	}
	code(compendiumv1.LookupRequest_Key_NCIT, codes.GetNcit())
	code(compendiumv1.LookupRequest_Key_UNII, codes.GetUnii())
	code(compendiumv1.LookupRequest_Key_SNOMED, codes.GetSnomed())
	for _, retired := range codes.GetRetired() {
		system := compendiumv1.LookupRequest_Key_System_value[strings.ToUpper(retired.System)]
		code(compendiumv1.LookupRequest_Key_System(system), retired.Code)
	}
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
