package site_test

import (
	"testing"

	"github.com/opencompendium/compendium/services/site"
)

func TestFieldsInWords(t *testing.T) {
	s := frozen(t, site.Options{})
	for _, test := range []struct{ path, want string }{
		{"lifecycle", "Lifecycle"},
		{`safety["BOXED_WARNING"]`, "Safety › boxed warning"},
		{"uses[chordoma].labels[US].off_label", "Uses › Chordoma (metastatic or recurrent) › labels › US › off label"},
		{`uses["none"]`, "Uses › none"},
		{`products["gleevec-us"].authorizations`, "Products › Gleevec (US) › authorizations"},
		{"products[none]", "Products › none"},
		{"safety[INTERACTION live vaccines].text", "Safety › interaction live vaccines › text"},
		{"coverage[regulators/fda US].basis", "Coverage › Food and Drug Administration US › basis"},
		{"side_effects[rash].frequencies[gleevec-us 204 people]",
			"Side effects › rash › frequencies › Gleevec (US) 204 people"},
		{"doses[use-us].amount", "Doses › use-us › amount"},
		{"codes.atc", "Codes › ATC"},
		{"codes.ncit", "Codes › NCIt"},
		{`products[gleevec-us].scopes[{conditions: [conditions/chordoma]}].age`, "Products › Gleevec (US) › scopes › age"},
		{`gaps[safety["PREGNANCY"]].reason`, "Gaps › Safety › pregnancy › reason"},
		{"side_effects[a rash, of the face].frequencies[By itself, 1.5 g.]",
			"Side effects › a rash, of the face › frequencies › By itself, 1.5 g."},
		{"", ""},
		{"a[", "A › "},
		{"..[b]]", " ›  › b › ]"},
	} {
		if got := s.Field("drugs/imatinib", test.path); got != test.want {
			t.Errorf("%s is %q, want %q", test.path, got, test.want)
		}
	}
}

func TestValuesInWords(t *testing.T) {
	s := frozen(t, site.Options{})
	for _, test := range []struct{ path, value, want string }{
		{"lifecycle", "WITHDRAWN", "withdrawn"},
		{"uses[chordoma].labels[US].off_label", "true", "yes"},
		{"uses[chordoma].labels[US].status", "FORMERLY_ON_LABEL", "formerly on label"},
		{"uses[chordoma].extent", "METASTATIC", "metastatic"},
		{"uses[chordoma].condition", "conditions/chordoma", "Chordoma"},
		{"uses[chordoma].condition", "conditions/none", "conditions/none"},
		{`side_effects["A.B [c]"].seriousness`, "SERIOUS", "serious"},
		{"citations[label].source", "sources/none", "sources/none"},
		{"names[INN].text", "WITHDRAWN", "WITHDRAWN"},
		{"codes.unii", "TRUE", "TRUE"},
		{"lifecycle", "NEWER", "NEWER"},
		{"nothing.lifecycle", "ACTIVE", "ACTIVE"},
		{"lifecycle.nothing", "ACTIVE", "ACTIVE"},
		{"", "conditions/chordoma", "conditions/chordoma"},
	} {
		if got := s.Said("drugs/imatinib", test.path, test.value); got != test.want {
			t.Errorf("%s of %s is %q, want %q", test.value, test.path, got, test.want)
		}
	}
}
