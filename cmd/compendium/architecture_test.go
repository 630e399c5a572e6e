package main

import (
	"os/exec"
	"path"
	"slices"
	"strings"
	"testing"
)

// TestDataFlowsOneWay keeps the direction of imports: content → catalog → validate → release → services. Each package
// may import those that are listed for it, of this module, and no others. The list holds no import that there is not.
func TestDataFlowsOneWay(t *testing.T) {
	const module = "github.com/opencompendium/compendium/"
	allowed := parseAllowed()
	list, err := exec.CommandContext(t.Context(), "go", "list", "-f", `{{.ImportPath}} {{join .Imports " "}}`,
		"../../...").Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	unused := parseAllowed()
	for line := range strings.Lines(string(list)) {
		fields := strings.Fields(line)
		name := strings.TrimPrefix(fields[0], module)
		as := name
		if _, alone := allowed[name]; !alone {
			as = path.Dir(name) + "/*"
		}
		may, known := allowed[as]
		if !known {
			t.Errorf("package %s is new: say here what it may import", name)
		}
		unused[as] = slices.DeleteFunc(unused[as], func(listed string) bool {
			return slices.Contains(fields[1:], module+listed)
		})
		for _, imported := range fields[1:] {
			if local, ok := strings.CutPrefix(imported, module); ok && !slices.Contains(may, local) {
				t.Errorf("%s imports %s, which is against the direction in which data flows", name, local)
			}
		}
	}
	for name, listed := range unused {
		if len(listed) > 0 {
			t.Errorf("%s no longer imports %s: remove it here", name, strings.Join(listed, ", "))
		}
	}
}

// TestContentIsNotCode fails if a test imports the content, since then an edit of a record could break it. The tests
// that need real records read validate/testdata/frozen.
func TestContentIsNotCode(t *testing.T) {
	const content = "github.com/opencompendium/compendium/content"
	list, err := exec.CommandContext(t.Context(), "go", "list", "-f",
		`{{.ImportPath}} {{join .TestImports " "}} {{join .XTestImports " "}}`, "../../...").Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	for line := range strings.Lines(string(list)) {
		if fields := strings.Fields(line); slices.Contains(fields[1:], content) {
			t.Errorf("a test of %s imports %s", fields[0], content)
		}
	}
}

// allowedImports has a line for each package: its name, a colon, and what it may import of this module. A name that
// ends in /* matches the packages of a folder that have no line of their own.
const allowedImports = `
bench:
bench/generate:
bench/hostile: bench/generate bench/measure bench/process
bench/lint: bench/generate bench/measure bench/process
bench/measure:
bench/mutation:
bench/picture:
bench/process: bench/measure
bench/releases: bench/measure bench/process catalog gen/compendium/v1 release release/file services
bench/reload: bench/generate bench/measure bench/process bench/sample gen/compendium/v1
bench/sample: catalog gen/compendium/v1 release/file
bench/scale:
bench/soak: bench/measure bench/process client gen/compendium/v1 services/transport/certtest
catalog: catalog/document catalog/spelling finding gen/compendium/v1
catalog/asof: catalog/date catalog/icmje catalog/label catalog/scope gen/compendium/v1
catalog/chore: finding catalog catalog/asof catalog/date catalog/document catalog/spelling gen/compendium/v1
catalog/compare: catalog catalog/asof catalog/date catalog/label gen/compendium/v1
catalog/date:
catalog/document: finding catalog/spelling
catalog/dose: catalog/words gen/compendium/v1
catalog/export: catalog/asof catalog/date catalog/dose catalog/scope gen/compendium/v1
catalog/fieldmask: catalog/spelling
catalog/fingerprint:
catalog/fold:
catalog/icmje: gen/compendium/v1
catalog/migrate: catalog/document
catalog/label: catalog/date catalog/scope gen/compendium/v1
catalog/scope: catalog/dose catalog/words gen/compendium/v1
catalog/salt:
catalog/spelling:
catalog/words:
catalog/skeleton: catalog catalog/document
content:
finding:
gen/compendium/config/v1: gen/compendium/v1
gen/compendium/v1:
validate: finding schema/violation catalog catalog/date catalog/document catalog/fingerprint catalog/label
validate: catalog/spelling gen/compendium/config/v1 gen/compendium/v1 validate/policy
validate/policy: finding catalog catalog/asof catalog/document catalog/spelling gen/compendium/config/v1
validate/policy: gen/compendium/v1
validate/report: finding catalog catalog/date gen/compendium/v1 validate
validate/rules: validate validate/rules/authorizations validate/rules/citations validate/rules/codes
validate/rules: validate/rules/configuration validate/rules/dates
validate/rules: validate/rules/doses validate/rules/drugs validate/rules/effects validate/rules/fields
validate/rules: validate/rules/files
validate/rules: validate/rules/labels
validate/rules: validate/rules/lists validate/rules/names validate/rules/products validate/rules/references
validate/rules: validate/rules/reviews validate/rules/safety
validate/rules: validate/rules/sources validate/rules/trials validate/rules/uses
validate/rules/facts: finding catalog catalog/spelling catalog/date catalog/fold catalog/label catalog/scope
validate/rules/facts: gen/compendium/v1 validate
validate/rules/*: finding catalog catalog/asof catalog/date catalog/document catalog/fingerprint catalog/label
validate/rules/*: catalog/scope
validate/rules/*: catalog/fold catalog/salt catalog/spelling catalog/words gen/compendium/v1
validate/rules/*: validate validate/rules/facts
validate/rules/doses: catalog catalog/dose catalog/fold catalog/label catalog/spelling finding
validate/rules/doses: gen/compendium/v1 validate validate/rules/facts
validate/rules/products: catalog catalog/date catalog/dose catalog/fold catalog/label catalog/spelling finding
validate/rules/products: gen/compendium/v1 validate validate/rules/facts
validate/ruletest: finding catalog catalog/date gen/compendium/v1 validate validate/policy validate/rules
register: gen/compendium/v1
register/dmd:
register/dpd: register/extract
register/drugsatfda: register/extract
register/ema:
register/extract:
register/reconcile: catalog catalog/asof catalog/date catalog/document catalog/fold catalog/label finding
register/reconcile: gen/compendium/v1
register/reconcile: register register/dmd register/dpd register/drugsatfda register/ema validate
register/importer: catalog catalog/date catalog/document catalog/fold catalog/salt gen/compendium/config/v1
register/importer: gen/compendium/v1 register register/dmd register/dpd register/drugsatfda
register/importer: schema/violation
release: finding catalog catalog/date gen/compendium/v1 release/file validate validate/report validate/rules
release/file: catalog catalog/asof catalog/date catalog/fieldmask catalog/fold catalog/salt catalog/scope
release/file: catalog/spelling gen/compendium/v1
release/base: catalog finding gen/compendium/v1
release/base: release release/disk release/follow release/registry release/signing validate/policy
release/disk:
release/follow: catalog catalog/date finding release release/disk release/file release/registry release/signing validate
release/registry: gen/compendium/v1 release/disk release/signing
release/registry/registrytest:
release/signing:
schema:
schema/violation:
client: gen/compendium/v1
services: finding schema schema/violation catalog catalog/asof catalog/compare catalog/date catalog/fieldmask
services: catalog/fold catalog/spelling catalog/words gen/compendium/v1 release release/file release/follow
services: services/access services/config services/filter validate validate/report validate/rules
services/access: services/transport
services/config: catalog/spelling catalog/document services/transport
services/filter: catalog catalog/date catalog/fold catalog/label catalog/spelling catalog/words gen/compendium/v1
services/filter: release/file
services/filter: schema/violation
services/site: catalog catalog/asof catalog/compare catalog/date catalog/document catalog/dose catalog/fold
services/site: catalog/icmje catalog/label catalog/scope gen/compendium/v1 release/file
services/http: catalog/spelling gen/compendium/v1 schema services services/config
services/telemetry: services services/http
services/transport:
services/transport/certtest:
cmd/compendium: finding client catalog catalog/chore catalog/date catalog/fingerprint content gen/compendium/config/v1
cmd/compendium: gen/compendium/v1
cmd/compendium: catalog/compare catalog/document catalog/migrate catalog/skeleton catalog/spelling catalog/words
cmd/compendium: catalog/export register/dmd register/dpd register/drugsatfda register/ema register/importer
cmd/compendium: register/reconcile
cmd/compendium: release release/base release/disk release/file release/follow release/registry release/signing schema
cmd/compendium: services services/access services/config services/http services/site services/telemetry
cmd/compendium: services/transport validate validate/policy validate/report validate/rules
`

func parseAllowed() map[string][]string {
	allowed := make(map[string][]string)
	for line := range strings.Lines(strings.TrimSpace(allowedImports)) {
		name, imports, _ := strings.Cut(strings.TrimSpace(line), ":")
		allowed[name] = append(allowed[name], strings.Fields(imports)...)
	}
	return allowed
}
