package compare_test

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/compare"
	"github.com/opencompendium/compendium/validate/ruletest"
)

// example returns the files of the example catalog.
func example(t *testing.T) map[string][]byte {
	t.Helper()
	archive, err := txtar.ParseFile("../../validate/ruletest/base.txtar")
	if err != nil {
		t.Fatal(err)
	}
	files := make(map[string][]byte)
	for _, f := range archive.Files {
		files[f.Name] = f.Data
	}
	return files
}

func read(t *testing.T, files map[string][]byte) *catalog.Catalog {
	t.Helper()
	c, problems, err := catalog.Load(catalog.Files(files), "content")
	if err != nil {
		t.Fatal(err)
	}
	if len(problems) > 0 {
		t.Fatalf("load: %v", problems)
	}
	return c
}

// show formats a change in one line.
func show(change compare.Change) string {
	line := fmt.Sprintf("%s %s %s: %q %q", change.Kind, change.Resource, change.Path, change.Before, change.After)
	if change.Concern != nil {
		line += " " + change.Concern.ID
	}
	return line
}

func TestCatalogs(t *testing.T) {
	for _, c := range []struct {
		name, file, old, new string
		want                 []string
	}{
		{"no change", "drugs/examplinib.yaml", "", "", nil},
		{"list reordered", "drugs/examplinib.yaml",
			"{text: examplinib, type: INN}, {text: Exampla, type: BRAND, jurisdictions: [US]}",
			"{text: Exampla, type: BRAND, jurisdictions: [US]}, {text: examplinib, type: INN}", nil},
		{"flag flipped", "drugs/examplinib.yaml", "off_label: true", "off_label: false",
			[]string{`changed drugs/examplinib uses[chordoma].labels[US].off_label: "true" "false" off-label-flipped`}},
		{"label removed", "drugs/examplinib.yaml", "      - {jurisdiction: US, off_label: true, cites: [label]}\n",
			"      - {jurisdiction: CA, off_label: true, cites: [label]}\n",
			[]string{
				`removed drugs/examplinib uses[chordoma].labels[US]: "{jurisdiction: US, off_label: true, status: OFF_LABEL, cites: [label]}" "" off-label-flipped`,
				`added drugs/examplinib uses[chordoma].labels[CA]: "" "{jurisdiction: CA, off_label: true, status: UNKNOWN, cites: [label]}" off-label-flipped`,
			}},
		{"event added", "drugs/examplinib.yaml", "date: \"2010-05-01\", cites: [label]}]\n",
			"date: \"2010-05-01\", cites: [label]}, {id: end, regulator: regulators/agency, event: REVOKED, date: \"2020\", " +
				"reason: Failed., cites: [label]}]\n",
			[]string{
				`added drugs/examplinib products[exampla-us].authorizations[end]: "" "{id: end, regulator: regulators/agency, event: REVOKED, date: 2020, reason: Failed., cites: [label]}"`,
				`changed drugs/examplinib uses[sarcoma].labels[US].status: "ON_LABEL" "FORMERLY_ON_LABEL" label-status-changed`,
				`changed drugs/examplinib uses[chordoma].labels[US].status: "OFF_LABEL" "UNLICENSED" label-status-changed`,
			}},
		{"event reference changed", "drugs/examplinib.yaml", "date: \"2010-05-01\", cites: [label]",
			"date: \"2010-05-01\", reference: NDA 1, cites: [label]",
			[]string{`added drugs/examplinib products[exampla-us].authorizations[approval].reference: "" "NDA 1"`}},
		{"event date changed", "drugs/examplinib.yaml", "2010-05-01", "2010-05-02",
			[]string{`changed drugs/examplinib products[exampla-us].authorizations[approval].date: "2010-05-01" "2010-05-02" authorization-rewritten`}},
		{"same kind of event added before the first", "drugs/examplinib.yaml", "    authorizations: [",
			"    authorizations: [{id: first, regulator: regulators/agency, use: sarcoma, event: APPROVED, date: \"2009\", " +
				"cites: [label]}, ",
			[]string{`added drugs/examplinib products[exampla-us].authorizations[first]: "" "{id: first, regulator: regulators/agency, use: sarcoma, event: APPROVED, date: 2009, cites: [label]}"`}},
		{"product removed", "drugs/examplinib.yaml", "id: exampla-us\n", "id: exampla-ca\n",
			[]string{
				`removed drugs/examplinib products[exampla-us]: "{id: exampla-us, brand: Exampla, jurisdiction: US, authorizations: [{id: approval, regulator: regulators/agency, use: sarcoma, event: APPROVED, date: 2010-05-01, cites: [label]}]}" "" product-removed`,
				`added drugs/examplinib products[exampla-ca]: "" "{id: exampla-ca, brand: Exampla, jurisdiction: US, authorizations: [{id: approval, regulator: regulators/agency, use: sarcoma, event: APPROVED, date: 2010-05-01, cites: [label]}]}"`,
			}},
		{"lifecycle changed", "drugs/examplinib.yaml", "lifecycle: ACTIVE", "lifecycle: WITHDRAWN",
			[]string{`changed drugs/examplinib lifecycle: "ACTIVE" "WITHDRAWN" lifecycle-changed`}},
		{"side effect removed", "drugs/trialimab.yaml",
			"side_effects:\n  - {term: tiredness, effect: effects/fatigue, cites: [page]}\n", "",
			[]string{`removed drugs/trialimab side_effects[tiredness]: "{term: tiredness, cites: [page], effect: effects/fatigue}" "" side-effect-removed`}},
		{"side effect frequency changed", "drugs/examplinib.yaml", "source_frequency: common", "source_frequency: rare",
			[]string{`changed drugs/examplinib side_effects[headache].source_frequency: "common" "rare" side-effect-changed`}},
		{"dose frequency changed", "drugs/examplinib.yaml", "frequency: once a day", "frequency: twice a day",
			[]string{`changed drugs/examplinib administrations[ORAL TABLET].frequency: "once a day" "twice a day" administration-changed`}},
		{"use renamed", "drugs/examplinib.yaml", "- id: chordoma\n", "- id: spine\n", []string{
			`removed drugs/examplinib uses[chordoma]: "{id: chordoma, name: drugs/examplinib/uses/chordoma, condition: conditions/chordoma, strength: MAY_BE_USED, trials: [trials/example], labels: [{jurisdiction: US, off_label: true, status: OFF_LABEL, cites: [label]}], cites: [page]}" "" use-removed`,
			`added drugs/examplinib uses[spine]: "" "{id: spine, name: drugs/examplinib/uses/spine, condition: conditions/chordoma, strength: MAY_BE_USED, trials: [trials/example], labels: [{jurisdiction: US, off_label: true, status: OFF_LABEL, cites: [label]}], cites: [page]}" use-added`,
		}},
		{"citation repointed", "drugs/examplinib.yaml", "page: {source: sources/page}", "page: {source: sources/label}",
			[]string{`changed drugs/examplinib citations[page].source: "sources/page" "sources/label" citation-repointed`}},
		{"citation told more precisely", "drugs/examplinib.yaml", "page: {source: sources/page}",
			"page: {source: sources/page, section: Uses}",
			[]string{`added drugs/examplinib citations[page].section: "" "Uses"`}},
		{"timing changed", "drugs/examplinib.yaml", "strength: MAY_BE_USED",
			"strength: MAY_BE_USED\n    timing: [AFTER_SURGERY]",
			[]string{`added drugs/examplinib uses[chordoma].timing: "" "AFTER_SURGERY" use-setting-changed`}},
		{"strength changed", "drugs/examplinib.yaml", "strength: MAY_BE_USED", "strength: STANDARD_FIRST",
			[]string{`changed drugs/examplinib uses[chordoma].strength: "MAY_BE_USED" "STANDARD_FIRST" use-setting-changed`}},
		{"setting narrowed", "drugs/examplinib.yaml", "strength: MAY_BE_USED",
			"strength: MAY_BE_USED\n    response: SENSITIVE\n    age: {from: \"12\"}\n" +
				"    biomarkers: [{target: targets/example, alteration: MUTATION, variant: D842V, presence: ABSENT}]",
			[]string{
				`added drugs/examplinib uses[chordoma].biomarkers[targets/example MUTATION D842V]: "" "{target: targets/example, alteration: MUTATION, variant: D842V, presence: ABSENT}" use-setting-changed`,
				`added drugs/examplinib uses[chordoma].age: "" "{from: 12}" use-setting-changed`,
				`added drugs/examplinib uses[chordoma].response: "" "SENSITIVE" use-setting-changed`,
			}},
		{"code changed", "drugs/examplinib.yaml", "codes: {ncit: C99999,", "codes: {ncit: C99998,",
			[]string{`changed drugs/examplinib codes.ncit: "C99999" "C99998" code-changed`}},
		{"citation changed", "drugs/examplinib.yaml", "page: {source: sources/page}",
			"page: {source: sources/page, section: Two}",
			[]string{`added drugs/examplinib citations[page].section: "" "Two"`}},
		{"review claimed", "drugs/examplinib.yaml", "NOT_CLINICALLY_REVIEWED", "CLINICALLY_REVIEWED",
			[]string{`changed drugs/examplinib review.status: "NOT_CLINICALLY_REVIEWED" "CLINICALLY_REVIEWED" review-claimed`}},
		{"regimen component changed", "regimens/example-regimen.yaml", "role: ADDED", "role: MAINTENANCE",
			[]string{`changed regimens/example-regimen components[drugs/trialimab].role: "ADDED" "MAINTENANCE" regimen-changed`}},
		{"trial status changed", "trials/example.yaml", "status: RUNNING", "status: TERMINATED",
			[]string{`changed trials/example status: "RUNNING" "TERMINATED" trial-result-changed`}},
		{"source retracted", "sources/page.yaml", "jurisdiction: US\n",
			"jurisdiction: US\nretraction: {date: \"2025-07\", notice: Retracted by the editors.}\n",
			[]string{`added sources/page retraction: "" "{date: 2025-07, notice: Retracted by the editors.}" source-withdrawn`}},
	} {
		t.Run(c.name, func(t *testing.T) {
			before := read(t, example(t))
			files := example(t)
			text := string(files[c.file])
			if !strings.Contains(text, c.old) {
				t.Fatalf("%s does not contain %q:\n%s", c.file, c.old, text)
			}
			files[c.file] = []byte(strings.Replace(text, c.old, c.new, 1))
			var got []string
			for _, change := range compare.Catalogs(before, read(t, files), "2026-06-01") {
				got = append(got, show(change))
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("changes (-want +got):\n%s", diff)
			}
		})
	}
}

// TestDecisionsAboutPaying compares decisions and what the others make of them.
func TestDecisionsAboutPaying(t *testing.T) {
	const first = "  - {id: first, body: regulators/payer, decision: NOT_RECOMMENDED, date: \"2012\", cites: [page]}\n"
	const second = "  - {id: second, body: regulators/payer, decision: RECOMMENDED, date: \"2013\", supersedes: " +
		"[first], cites: [page]}\n"
	for _, c := range []struct {
		name, before, after string
		want                []string
	}{
		{"flipped", first, strings.Replace(first, "NOT_RECOMMENDED", "RECOMMENDED", 1),
			[]string{`changed drugs/trialimab access_decisions[first].decision: "NOT_RECOMMENDED" "RECOMMENDED" access-decision-changed`}},
		{"a summary reworded", first, strings.Replace(first, "cites", "summary: Not for now., cites", 1),
			[]string{`added drugs/trialimab access_decisions[first].summary: "" "Not for now."`}},
		{"replaced", first, first + second,
			[]string{
				`changed drugs/trialimab access_decisions[first].standing: "IN_FORCE" "NOT_IN_FORCE" access-decision-changed`,
				`added drugs/trialimab access_decisions[second]: "" "{body: regulators/payer, decision: RECOMMENDED, date: 2013, cites: [page], id: second, supersedes: [first], standing: IN_FORCE}" access-decision-changed`,
			}},
	} {
		t.Run(c.name, func(t *testing.T) {
			side := func(decisions string) *catalog.Catalog {
				files := example(t)
				files["drugs/trialimab.yaml"] = slices.Concat(files["drugs/trialimab.yaml"],
					[]byte("access_decisions:\n"+decisions))
				return read(t, files)
			}
			var got []string
			for _, change := range compare.Catalogs(side(c.before), side(c.after), "2026-06-01") {
				got = append(got, show(change))
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("changes (-want +got):\n%s", diff)
			}
		})
	}
}

// TestItemsWithKeys compares products, which are the same if they have the same id, whatever else changes.
func TestItemsWithKeys(t *testing.T) {
	const exampla = "  - {id: exampla-us, brand: Exampla, jurisdiction: US, holder: Maker}\n"
	for _, c := range []struct {
		name, before, after string
		want                []string
	}{
		{"holder changed", exampla, "  - {id: exampla-us, brand: Exampla, jurisdiction: US, holder: Buyer}\n",
			[]string{`changed drugs/trialimab products[exampla-us].holder: "Maker" "Buyer"`}},
		{"brand changed", exampla, "  - {id: exampla-us, brand: Exampla Forte, jurisdiction: US, holder: Maker}\n",
			[]string{`changed drugs/trialimab products[exampla-us].brand: "Exampla" "Exampla Forte" product-changed`}},
		{"strength changed", "  - {id: exampla-us, strengths: [{amount: {value: \"10\", unit: mg}}]}\n",
			"  - {id: exampla-us, strengths: [{amount: {value: \"100\", unit: mg}}]}\n", []string{
				`removed drugs/trialimab products[exampla-us].strengths[{amount: {value: 10, unit: mg}}]: "{amount: {value: 10, unit: mg}}" "" product-changed`,
				`added drugs/trialimab products[exampla-us].strengths[{amount: {value: 100, unit: mg}}]: "" "{amount: {value: 100, unit: mg}}" product-changed`}},
		{"route added", "  - {id: exampla-us, routes: [INTRAVENOUS]}\n",
			"  - {id: exampla-us, routes: [INTRAVENOUS, INTRATHECAL]}\n",
			[]string{`added drugs/trialimab products[exampla-us].routes: "" "INTRATHECAL" product-changed`}},
		{"given an id", "  - {brand: Exampla, jurisdiction: US, holder: Maker}\n", exampla,
			[]string{`added drugs/trialimab products[Exampla US].id: "" "exampla-us"`}},
		{"another with its brand", exampla,
			"  - {id: exampla-us-2, brand: Exampla, jurisdiction: US, holder: Buyer}\n" + exampla,
			[]string{`added drugs/trialimab products[exampla-us-2]: "" "{id: exampla-us-2, brand: Exampla, jurisdiction: US, holder: Buyer}"`}},
		{"pasted twice", exampla, exampla + exampla,
			[]string{`added drugs/trialimab products[exampla-us]: "" "{id: exampla-us, brand: Exampla, jurisdiction: US, holder: Maker}"`}},
		{"pasted twice, and the first changed", exampla,
			"  - {id: exampla-us, brand: Exampla, jurisdiction: US, holder: Buyer}\n" + exampla,
			[]string{`added drugs/trialimab products[exampla-us]: "" "{id: exampla-us, brand: Exampla, jurisdiction: US, holder: Buyer}"`}},
	} {
		t.Run(c.name, func(t *testing.T) {
			side := func(products string) *catalog.Catalog {
				files := example(t)
				files["drugs/trialimab.yaml"] = []byte(
					strings.Replace(string(files["drugs/trialimab.yaml"]), "uses:\n", "products:\n"+products+"uses:\n", 1))
				return read(t, files)
			}
			var got []string
			for _, change := range compare.Catalogs(side(c.before), side(c.after), "2026-06-01") {
				if !strings.Contains(change.Path, "labels") {
					got = append(got, show(change))
				}
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("changes (-want +got):\n%s", diff)
			}
		})
	}
}

// TestSafety changes what a record says on safety.
func TestSafety(t *testing.T) {
	const (
		monitor = `  - {kind: INTERACTION, text: Levels rise., with: [drugs/trialimab], management: MONITOR, cites: [label]}` + "\n"
		avoid   = `  - {kind: INTERACTION, text: Levels fall., with_text: rifampicin, management: AVOID, cites: [label]}` + "\n"
		box     = `  - {kind: BOXED_WARNING, text: It may damage the liver., cites: [label]}` + "\n"
		none    = `  - {kind: BOXED_WARNING, none: true, cites: [label]}` + "\n"
		young   = `  - {kind: BOXED_WARNING, text: It may damage the liver., population: children, cites: [label]}` + "\n"
	)
	contraindicated := strings.Replace(monitor, "MONITOR", "CONTRAINDICATED", 1)
	for name, c := range map[string]struct {
		old, new string
		want     []string
	}{
		"the same in another order": {avoid + monitor, monitor + avoid, nil},
		"a warning lost": {box + avoid, avoid, []string{
			`removed drugs/examplinib safety[BOXED_WARNING]: "{kind: BOXED_WARNING, text: It may damage the liver., ` +
				`cites: [label]}" "" safety-weakened`}},
		"from contraindicated to monitor": {contraindicated + avoid, avoid + monitor, []string{
			`changed drugs/examplinib safety[INTERACTION [drugs/trialimab]].management: "CONTRAINDICATED" "MONITOR" safety-weakened`}},
		"one of two interactions lost, the other changed": {contraindicated + avoid, monitor, []string{
			`changed drugs/examplinib safety[INTERACTION [drugs/trialimab]].management: "CONTRAINDICATED" "MONITOR" safety-weakened`,
			`removed drugs/examplinib safety[INTERACTION rifampicin]: "{kind: INTERACTION, text: Levels fall., ` +
				`with_text: rifampicin, management: AVOID, cites: [label]}" "" safety-weakened`}},
		"a warning for some people only": {box, young, []string{
			`added drugs/examplinib safety[BOXED_WARNING].population: "" "children" safety-limited`}},
		"none appeared": {avoid, avoid + none, []string{
			`added drugs/examplinib safety[BOXED_WARNING]: "" "{kind: BOXED_WARNING, none: true, cites: [label]}" safety-added`}},
		"none in the place of a warning": {box, none, []string{
			`removed drugs/examplinib safety[BOXED_WARNING].text: "It may damage the liver." "" safety-weakened`,
			`added drugs/examplinib safety[BOXED_WARNING].none: "" "true" safety-added`}},
	} {
		t.Run(name, func(t *testing.T) {
			with := func(items string) *catalog.Catalog {
				files := example(t)
				base := string(files["drugs/examplinib.yaml"])
				files["drugs/examplinib.yaml"] = []byte(ruletest.Merge(base, "safety:\n"+items))
				return read(t, files)
			}
			var got []string
			for _, change := range compare.Catalogs(with(c.old), with(c.new), "2026-06-01") {
				got = append(got, show(change))
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("changes (-want +got):\n%s", diff)
			}
		})
	}
}

// TestNewRecord shows what of a new record needs a second look.
func TestNewRecord(t *testing.T) {
	before := read(t, example(t))
	files := example(t)
	files["drugs/newinib.yaml"] = []byte(`display_name: Newinib
safety: [{kind: PREGNANCY, none: true, cites: [label]}]
uses:
  - id: sarcoma
    condition: conditions/sarcoma
    labels: [{jurisdiction: US, off_label: true, cites: [label]}]
doses: [{id: adult, basis: LABEL, cites: [label]}]
`)
	var got []string
	for _, change := range compare.Catalogs(before, read(t, files), "2026-06-01") {
		got = append(got, show(change))
	}
	want := []string{
		`added drugs/newinib : "" "Newinib"`,
		`added drugs/newinib safety[PREGNANCY]: "" "{kind: PREGNANCY, none: true, cites: [label]}" safety-added`,
		`added drugs/newinib uses[sarcoma]: "" "{id: sarcoma, name: drugs/newinib/uses/sarcoma, condition: conditions/sarcoma, labels: [{jurisdiction: US, ` +
			`off_label: true, status: UNKNOWN, cites: [label]}]}" use-added`,
		`added drugs/newinib uses[sarcoma].labels[US]: "" "{jurisdiction: US, off_label: true, status: UNKNOWN, ` +
			`cites: [label]}" off-label-flipped`,
		`added drugs/newinib doses[adult]: "" "{id: adult, basis: LABEL, cites: [label]}" dose-changed`,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("changes (-want +got):\n%s", diff)
	}
}

// TestEveryConcern removes the longest record of each collection, and each of its fields in turn. Every removal must
// be reported, and every concern must be raised by something.
func TestEveryConcern(t *testing.T) {
	frozen, problems, err := catalog.Load(os.DirFS("../../validate/testdata/frozen"), "content")
	if err != nil || len(problems) > 0 {
		t.Fatal(err, problems)
	}
	if changes := compare.Catalogs(frozen, frozen, "2026-06-01"); len(changes) > 0 {
		t.Errorf("content differs from itself: %v", changes)
	}
	raised := make(map[string]bool)
	differs := func(what string, files map[string][]byte) {
		without, problems, err := catalog.Load(catalog.Files(files), "content")
		if err != nil {
			t.Fatal(err)
		}
		if len(problems) > 0 {
			return // unreadable records are not compared
		}
		changes := compare.Catalogs(frozen, without, "2026-06-01")
		if len(changes) == 0 {
			t.Errorf("removing %s reports no change", what)
		}
		for _, change := range changes {
			if change.Concern != nil {
				raised[change.Concern.ID] = true
			}
		}
	}
	for _, kind := range catalog.Kinds() {
		r := slices.MaxFunc(frozen.Records(kind), func(a, b *catalog.Record) int { return len(a.Text()) - len(b.Text()) })
		files := make(map[string][]byte)
		for _, other := range frozen.All() {
			files[other.Path()] = other.Text()
		}
		delete(files, r.Path())
		differs(r.Name(), files)
		for _, part := range parts(string(r.Text())) {
			files[r.Path()] = []byte(strings.Replace(string(r.Text()), part, "", 1))
			differs(r.Name()+"'s "+part, files)
		}
	}
	for _, concern := range compare.Concerns() {
		// These are raised by changed values; other tests cover them.
		if !raised[concern.ID] && !slices.Contains([]string{"off-label-flipped", "authorization-rewritten",
			"lifecycle-changed", "side-effect-changed", "use-added", "use-setting-changed", "safety-weakened", "safety-limited",
			"safety-added", "depth-changed", "dose-changed", "product-changed", "source-withdrawn", "citation-repointed",
			"record-moved"},
			concern.ID) {
			t.Errorf("no removal raises %s", concern.ID)
		}
	}
}

// parts splits a record into its top-level fields, without comments.
func parts(text string) []string {
	var list []string
	for line := range strings.Lines(text) {
		switch {
		case strings.HasPrefix(line, "#"):
		case strings.HasPrefix(line, " "):
			list[len(list)-1] += line
		default:
			list = append(list, line)
		}
	}
	return list
}
