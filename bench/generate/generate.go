// Package generate generates content of any size for measurements: records of about 60 lines with real cross-references
// and without findings. The same size always yields the same bytes.
//
// It knows the layout of content and nothing else. None of its output is about a real drug.
package generate

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
)

// perDrug is the number of drugs that share a condition, a target and a source.
const perDrug = 10

// Files returns a catalog of about n drugs, by path below the content directory.
func Files(n int) map[string]string {
	files := map[string]string{
		"classes/class.yaml":     "display_name: Generated class\n" + review,
		"sources/label.yaml":     source("Generated label", "LABEL"),
		"sources/register.yaml":  source("Generated register", "REGISTER"),
		"regulators/agency.yaml": regulator,
	}
	for _, effect := range effects {
		files[effectRecord(effect)+".yaml"] = fmt.Sprintf("display_name: %s\n%s", effect, review)
	}
	shared := max(1, n/perDrug)
	for i := range shared {
		files[fmt.Sprintf("conditions/condition-%d.yaml",
			i)] = fmt.Sprintf("display_name: Generated condition %d\nkind: NEOPLASM\ndescription: A generated "+
			"condition.\ncites: [label]\n%scitations:\n  label: {source: sources/label}\n", i, review)
		files[fmt.Sprintf("targets/target-%d.yaml",
			i)] = fmt.Sprintf("display_name: Generated target %d\nkind: GENE\nsymbol: GEN%d\n", i, i)
		files[fmt.Sprintf("sources/paper-%d.yaml", i)] = source(fmt.Sprintf("Generated paper %d", i), "JOURNAL_ARTICLE")
	}
	random := rand.New(rand.NewPCG(1, uint64(n))) //nolint:gosec // measurements need reproducible content
	for i := range n {
		files[fmt.Sprintf("drugs/drug-%d.yaml", i)] = drug(i, i/perDrug%shared, random.IntN(shared), random)
	}
	return files
}

// Write writes a catalog of about n drugs into a directory.
func Write(dir string, n int) error {
	for path, text := range Files(n) {
		path = filepath.Join(dir, filepath.FromSlash(path))
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			return err
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			return err
		}
	}
	return nil
}

// effectRecord returns the name of the record of an effect.
func effectRecord(effect string) string { return "effects/" + strings.ReplaceAll(effect, " ", "-") }

const review = "review: {status: NOT_CLINICALLY_REVIEWED, by_role: content editor, " +
	`date: "2026-01-01", next_due: "2027-01-01"}` + "\n"

func source(title, kind string) string {
	return fmt.Sprintf("display_name: %s\nkind: %s\npublisher: Generated publisher\ntitle: %s\ndates: {revised: "+
		"\"2026-01-01\"}\n", title, kind, title)
}

// regulator is an agency. Every tenth drug declares that its events are complete, and the labels of the others rest on
// events.
const regulator = "display_name: Generated agency\nkind: LICENSING\nmandates:\n  - {jurisdiction: US}\n"

var (
	routes  = []string{"ORAL", "INTRAVENOUS", "SUBCUTANEOUS"}
	effects = []string{"headache", "nausea", "vomiting", "diarrhea", "rash", "fatigue", "fever", "muscle pain", "cough",
		"dizziness"}
)

func drug(i, shared, other int, random *rand.Rand) string {
	route := routes[i%len(routes)]
	var b strings.Builder
	p := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	p("display_name: Generated drug %d", i)
	p("depth: MONOGRAPH")
	p("lifecycle: ACTIVE")
	p("classes: [classes/class]")
	p("names:")
	p("  - {text: generated drug inn %d, type: INN}", i)
	p("  - {text: Brand %d, type: BRAND, jurisdictions: [US]}", i)
	p("codes: {rxcui: \"%d\", cites: [label]}", i+1)
	p("mechanism:")
	p("  summary: Blocks the signal that target %d gives, so that cells stop growing for a time.", shared)
	p("  targets: [targets/target-%d]", shared)
	p("  cites: [paper]")
	p("administrations:")
	p("  - route: %s", route)
	p("    frequency: once a day")
	p("    instructions: Taken or given as the team says, at about the same time each day.")
	p("    cites: [label]")
	p("side_effects:")
	first := random.IntN(len(effects))
	for k := range 5 {
		effect := effects[(first+k)%len(effects)]
		p("  - term: %s", effect)
		p("    effect: %s", effectRecord(effect))
		p("    source_frequency: common")
		p("    cites: [label]")
	}
	p("safety:")
	for _, kind := range []string{"BOXED_WARNING", "CONTRAINDICATION", "INTERACTION", "PREGNANCY", "MONITORING"} {
		p("  - {kind: %s, none: true, cites: [label]}", kind)
	}
	p("products:")
	p("  - id: brand-%d-us", i)
	p("    brand: Brand %d", i)
	p("    jurisdiction: US")
	p("    holder: Generated holder")
	p("    authorizations:")
	p("      - id: approval")
	p("        regulator: regulators/agency")
	p("        use: first")
	p("        event: APPROVED")
	p("        date: \"%d-0%d\"", 1990+i%30, 1+i%9)
	p("        cites: [label]")
	if i%10 == 0 {
		p("coverage:")
		p("  - regulator: regulators/agency")
		p("    jurisdiction: US")
		p("    complete_as_of: \"2026-01-01\"")
		p("    basis: The register was read.")
		p("    cites: [register]")
	}
	p("uses:")
	p("  - id: first")
	p("    condition: conditions/condition-%d", shared)
	p("    extent: [METASTATIC, RECURRENT]")
	p("    strength: STANDARD_FIRST")
	p("    summary: The standard for this condition after it has spread or come back.")
	p("    labels:")
	p("      - {jurisdiction: US, off_label: false, cites: [label]}")
	p("    cites: [paper]")
	if i%10 == 0 {
		p("  - id: second")
		p("    condition: conditions/condition-%d", other)
		p("    strength: MAY_BE_USED")
		p("    labels:")
		p("      - {jurisdiction: US, off_label: true, cites: [label]}")
		p("    cites: [paper]")
	}
	b.WriteString(review)
	p("citations:")
	p("  label: {source: sources/label, section: Indications}")
	p("  paper: {source: sources/paper-%d, section: Results}", shared)
	if i%10 == 0 {
		p("  register: {source: sources/register}")
	}
	return b.String()
}
