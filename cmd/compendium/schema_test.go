package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"go.yaml.in/yaml/v4"
)

// TestConfigurationSchema holds the configurations that docs/configuration.md shows, and broken ones, against the
// schema that is printed.
func TestConfigurationSchema(t *testing.T) {
	var out bytes.Buffer
	c := &command{Stdout: &out, Stderr: &out}
	if code := c.Main(t.Context(), []string{"schema", "--config"}); code != exitClean {
		t.Fatalf("exit code %d: %s", code, &out)
	}
	parsed, err := jsonschema.UnmarshalJSON(&out)
	if err != nil {
		t.Fatal(err)
	}
	compiler := jsonschema.NewCompiler()
	if err := compiler.AddResource("config.json", parsed); err != nil {
		t.Fatal(err)
	}
	schema, err := compiler.Compile("config.json")
	if err != nil {
		t.Fatal(err)
	}
	check := func(text string) error {
		var value any
		if err := yaml.Load([]byte(text), &value); err != nil {
			t.Fatal(err)
		}
		asJSON, err := json.Marshal(value)
		if err != nil {
			t.Fatal(err)
		}
		document, err := jsonschema.UnmarshalJSON(bytes.NewReader(asJSON))
		if err != nil {
			t.Fatal(err)
		}
		return schema.Validate(document)
	}
	page, err := os.ReadFile(filepath.FromSlash("../../docs/configuration.md"))
	if err != nil {
		t.Fatal(err)
	}
	for _, block := range regexp.MustCompile("(?s)```yaml\n(.*?)```").FindAllStringSubmatch(string(page), -1) {
		wrong := strings.Contains(block[1], "jurisdiction:") && !strings.Contains(block[1], "jurisdictions:")
		if err := check(block[1]); (err != nil) != wrong {
			t.Errorf("the schema says %v of\n%s", err, block[1])
		}
	}
	for _, text := range []string{
		"rulez: {}", "rules: {x: {severity: error}}", "rules: {x: {reason: Because.}}", "rules: {x: off}", "exclude: [drugs]",
		"exclude: [{files: x}]",
		"source_ages: [{kind: LABEL, years: 0}]", "source_ages: [{kind: PAGE, years: 1}]", "jurisdictions: [UK]",
		"coverages: [{regulator: fda}]",
		"custom_rules: [{id: acme, collections: [drugs], expression: 'true', message: Wrong., severity: INFO}]",
		"custom_rules: [{id: acme-x, collections: [drug], expression: 'true', message: Wrong., severity: INFO}]",
	} {
		if check(text) == nil {
			t.Errorf("the schema takes %s", text)
		}
	}
}
