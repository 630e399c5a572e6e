package main

import (
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// TestDataFlowsOneWay keeps the direction of imports: content → catalog → validate → release → services. Each package may import
// those that are listed for it, of this module, and no others.
func TestDataFlowsOneWay(t *testing.T) {
	const module = "github.com/opencompendium/compendium/"
	allowed := map[string][]string{
		"bench":               nil,
		"bench/generate":      nil,
		"catalog":             {"gen/compendium/v1"},
		"catalog/date":        nil,
		"catalog/edit":        {"catalog/syntax"},
		"catalog/fingerprint": nil,
		"catalog/fieldmask":   nil,
		"catalog/image":       {"catalog", "catalog/date", "catalog/fieldmask", "catalog/label", "gen/compendium/v1"},
		"catalog/label":       {"catalog/date", "gen/compendium/v1"},
		"catalog/layout":      {"catalog", "catalog/syntax"},
		"catalog/skeleton":    {"catalog", "catalog/syntax"},
		"catalog/syntax":      nil,
		"content":             nil,
		"gen/compendium/v1":   nil,
		"validate":            {"catalog", "catalog/date", "catalog/edit", "catalog/fingerprint", "catalog/label", "catalog/syntax", "gen/compendium/v1"},
		"release":             {"catalog", "catalog/date", "catalog/image", "gen/compendium/v1", "validate"},
		"schema":              nil,
		"services":            {"catalog", "catalog/date", "catalog/fieldmask", "catalog/image", "gen/compendium/v1", "release", "services/config", "services/filter", "validate"},
		"services/config":     nil,
		"services/transport":  nil,
		"services/filter":     nil,
		"cmd/compendium":      {"catalog", "catalog/date", "catalog/fingerprint", "catalog/image", "catalog/layout", "catalog/skeleton", "content", "release", "schema", "services", "services/config", "services/transport", "validate"},
	}
	list, err := exec.CommandContext(t.Context(), "go", "list", "-f", `{{.ImportPath}} {{join .Imports " "}}`, "../../...").Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	for line := range strings.Lines(string(list)) {
		fields := strings.Fields(line)
		name := strings.TrimPrefix(fields[0], module)
		may, known := allowed[name]
		if !known {
			t.Errorf("package %s is new: say here what it may import", name)
		}
		for _, imported := range fields[1:] {
			if local, ok := strings.CutPrefix(imported, module); ok && !slices.Contains(may, local) {
				t.Errorf("%s imports %s, which is against the direction in which data flows", name, local)
			}
		}
	}
}
