package overview_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/overview"
)

func TestSafety(t *testing.T) {
	c, problems, err := catalog.Load(catalog.Files{
		"drugs/newinib.yaml": []byte(`display_name: Newinib
depth: MONOGRAPH
lifecycle: ACTIVE
safety:
  - {kind: BOXED_WARNING, text: It may damage the liver., until: "2024-01-31", cites: [label]}
  - {kind: BOXED_WARNING, text: It may kill., since: "2020", cites: [label]}
  - {kind: CONTRAINDICATION, none: true, cites: [label]}
  - {kind: WARNING, text: It may damage the heart., cites: [label]}
gaps:
  - {field: 'safety["PREGNANCY"]', reason: The label was not read.}
`),
		"drugs/entrinib.yaml": []byte("display_name: Entrinib\ndepth: REGISTER\n"),
		"drugs/oldinib.yaml":  []byte("display_name: Oldinib\ndepth: REGISTER\nlifecycle: RETIRED\n"),
	}, "")
	if err != nil || len(problems) > 0 {
		t.Fatal(err, problems)
	}
	o := overview.Of(c, "2026-06-01")
	want := []overview.Safety{{Items: 1}, {None: true}, {}, {Gap: "The label was not read."}, {}}
	if diff := cmp.Diff(want, o.Drugs[1].Safety); diff != "" {
		t.Errorf("safety (-want +got):\n%s", diff)
	}
	if got := overview.Of(c, "2024-01-31").Drugs[1].Safety[0].Items; got != 2 {
		t.Errorf("boxed warnings on the last day of one: %d, want 2", got)
	}
	depths := []overview.Count{{Of: "MONOGRAPH", Records: 1}, {Of: "REGISTER", Records: 1}}
	if diff := cmp.Diff(depths, o.Depths); diff != "" {
		t.Errorf("depths (-want +got):\n%s", diff)
	}
	var page bytes.Buffer
	if err := o.WriteHTML(&page, overview.Findings{}, ""); err != nil {
		t.Fatal(err)
	}
	for _, part := range []string{
		"drugs: 3 (monograph: 1, register: 1)",
		`<tr><th scope="row">Newinib<span class="note">active</span></th><td>1</td><td>none</td>` +
			`<td><strong class="overdue">not recorded</strong></td><td><span class="note">The label was not read.</span></td>`,
	} {
		if !strings.Contains(page.String(), part) {
			t.Errorf("the page lacks %s", part)
		}
	}
	if strings.Contains(page.String(), "Entrinib") {
		t.Error("the page shows the safety of a register entry, which says nothing of it")
	}
}
