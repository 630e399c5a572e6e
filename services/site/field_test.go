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
		{"codes.atc", "Codes › ATC"},
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
