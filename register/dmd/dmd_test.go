package dmd_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/opencompendium/compendium/register/dmd"
)

func TestRead(t *testing.T) {
	got, err := dmd.Read(strings.NewReader(`<?xml version="1.0" encoding="utf-8"?>
<VIRTUAL_THERAPEUTIC_MOIETIES>
  <VTM><VTMID>90332006</VTMID><INVALID>1</INVALID><NM>Café &amp; tea</NM></VTM>
  <VTM><VTMID>5924003</VTMID><NM>Quinine</NM><VTMIDPREV>47065008</VTMIDPREV><VTMIDDT>2018-11-15</VTMIDDT></VTM>
</VIRTUAL_THERAPEUTIC_MOIETIES>`))
	want := []dmd.Moiety{
		{ID: "90332006", Name: "Café & tea", Invalid: "1"},
		{ID: "5924003", Name: "Quinine", Previous: "47065008", Since: "2018-11-15"},
	}
	if diff := cmp.Diff(want, got); err != nil || diff != "" {
		t.Errorf("%v (-want +got):\n%s", err, diff)
	}
}

// TestHostileFiles reads files that would grow, read other files, or exhaust the stack, and files that are no dm+d.
func TestHostileFiles(t *testing.T) {
	moiety := func(name string) string {
		return "<a><VTM><VTMID>90332006</VTMID><NM>" + name + "</NM></VTM></a>"
	}
	const deep = 200_000
	nested := strings.Repeat("<x>", deep) + strings.Repeat("</x>", deep)
	for name, c := range map[string]struct{ file, want string }{
		"entities that grow": {`<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;&b;&b;">]>` + moiety("&c;"), "entity &c;"},
		"entity of a file":   {`<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>` + moiety("&b;"), "entity &b;"},
		"cut off":            {moiety("Quinine")[:40], "unexpected EOF"},
		"another encoding":   {`<?xml version="1.0" encoding="ISO-8859-1"?>` + moiety("Caf\xe9"), "save it as UTF-8"},
		"wrong encoding":     {moiety("Caf\xe9"), "invalid UTF-8"},
		"deep nesting":       {nested, "has no VTM"},
		"empty":              {"", "has no VTM"},
		"a page":             {"<html><body>Not found</body></html>", "has no VTM"},
	} {
		if got, err := dmd.Read(strings.NewReader(c.file)); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: got %v, %v, want %q", name, got, err, c.want)
		}
	}
	got, err := dmd.Read(strings.NewReader(moiety(nested)))
	if err != nil || len(got) != 1 || got[0].Name != "" {
		t.Errorf("a name that is deeply nested became %+v, %v, want none", got, err)
	}
}
