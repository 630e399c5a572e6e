package main

import (
	"bytes"
	"errors"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"go.yaml.in/yaml/v4"
)

// schemaDir holds the schemas that content files name.
var schemaDir = filepath.Join("..", "..", "schema", "json")

// TestCommittedSchemas compares schema/json with what `compendium schema` prints. UPDATE_GOLDEN=1 rewrites the files.
func TestCommittedSchemas(t *testing.T) {
	for _, collection := range collections() {
		var out, problems bytes.Buffer
		c := &command{Stdout: &out, Stderr: &problems}
		if code := c.Main(t.Context(), []string{"schema", collection}); code != exitClean {
			t.Fatalf("compendium schema %s: exit code %d; %s", collection, code, &problems)
		}
		golden(t, filepath.Join(schemaDir, collection+".json"), out.Bytes())
	}
}

// golden compares a generated file with the committed one, or writes it where UPDATE_GOLDEN is set.
func golden(t *testing.T, file string, want []byte) {
	t.Helper()
	if os.Getenv("UPDATE_GOLDEN") != "" {
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, want, 0o600); err != nil {
			t.Fatal(err)
		}
		return
	}
	got, err := os.ReadFile(file)
	if err != nil || !bytes.Equal(got, want) {
		t.Errorf("%s is not what is generated now. Run UPDATE_GOLDEN=1 go test ./cmd/compendium and read the difference. %v",
			file, err)
	}
}

// TestRecordsFollowTheSchemasTheyName reads the first line of each record of the frozen catalog as yaml-language-server
// does, and checks the record with a validator of JSON Schema.
func TestRecordsFollowTheSchemasTheyName(t *testing.T) {
	compiled := schemas(t)
	files, err := filepath.Glob(filepath.Join(frozenDir, "*", "*.yaml"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no records: %v", err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		dir := filepath.Dir(file)
		collection := filepath.Base(dir)
		first, _, _ := strings.Cut(string(text), "\n")
		named := filepath.Join(dir, strings.TrimPrefix(first, "# yaml-language-server: $schema="))
		if want := filepath.Join(schemaDir, collection+".json"); named != want {
			t.Errorf("%s names the schema %s to editors, want %s", file, named, want)
		}
		if err := compiled[collection].Validate(parseYAML(t, string(text))); err != nil {
			t.Errorf("%s: %v", file, err)
		}
	}
}

// TestSchemasRefuseBrokenRecords makes one slip at a time in real records. An editor has to mark each at its place.
func TestSchemasRefuseBrokenRecords(t *testing.T) {
	for _, c := range []struct {
		slip, file, old, new string
		// at is where in the record the validator has to find it, as JSON pointer.
		at string
	}{
		{"a misspelled key", "drugs/imatinib.yaml", "\nlifecycle: ", "\nlifecyle: ", ""},
		{"a misspelled key of an item", "drugs/imatinib.yaml", "  - route: ", "  - roote: ", "/administrations/0"},
		{"a wrong value of an enum", "drugs/imatinib.yaml", "lifecycle: ACTIVE", "lifecycle: LIVELY", "/lifecycle"},
		{"an enum in small letters", "drugs/imatinib.yaml", "- route: ORAL", "- route: oral", "/administrations/0/route"},
		{"a text for a list", "drugs/imatinib.yaml", "classes: [classes/tyrosine-kinase-inhibitor]",
			"classes: classes/tyrosine-kinase-inhibitor", "/classes"},
		{"a text for a flag", "drugs/olaratumab.yaml", "off_label: true", `off_label: "yes"`, "/uses/0/labels/0/off_label"},
		{"a code of a wrong shape", "drugs/olaratumab.yaml", "atc: L01FX10", "atc: L01FX1", "/codes/atc"},
		{"a date of no calendar", "drugs/olaratumab.yaml", `date: "2016-10-19"`, `date: "2016-13-19"`,
			"/products/0/authorizations/0/date"},
		{"a reference without its collection", "drugs/olaratumab.yaml", "targets: [targets/pdgfra]", "targets: [pdgfra]",
			"/mechanism/targets/0"},
		{"a digest that is cut off", "conditions/chordoma.yaml", "sha256: efaaa802", "sha256: e",
			"/citations/page/passage/sha256"},
		{"no citation", "drugs/olaratumab.yaml", "  cites: [macmillan-mechanism, label-uses]\n", "", "/mechanism"},
		{"no source of a citation", "conditions/chordoma.yaml", "  oncotree: {source: sources/oncotree}", "  oncotree: {}",
			"/citations/oncotree"},
		{"no kind of a source", "sources/who-atc.yaml", "\nkind: ", "\nx: ", ""},
		{"a derived field", "drugs/olaratumab.yaml", "jurisdiction: US, off_label: true,",
			"jurisdiction: US, status: ON_LABEL, off_label: true,", "/uses/0/labels/0"},
		{"a label without a flag or a reason", "drugs/olaratumab.yaml", "jurisdiction: US, off_label: true,",
			"jurisdiction: US,", "/uses/0/labels/0"},
		{"a flag without a citation", "drugs/olaratumab.yaml", "jurisdiction: US, off_label: true, cites: [revocation]",
			"jurisdiction: US, off_label: true", "/uses/0/labels/0"},
		{"a flag and a reason why there is none", "drugs/olaratumab.yaml", "jurisdiction: US, off_label: true,",
			"jurisdiction: US, unknown: Not read., off_label: true,", "/uses/0/labels/0"},
		{"a brand of no place", "drugs/imatinib.yaml", "type: BRAND, jurisdictions: [US, CA]", "type: BRAND", "/names/1"},
		{"an end without a reason", "drugs/olaratumab.yaml", "event: ACCELERATED", "event: REFUSED",
			"/products/0/authorizations/0"},
		{"a source without a date", "sources/who-atc.yaml", `dates: {revised: "2026-04"}`, "dates: {}", "/dates"},
		{"a source with and without a date", "sources/who-atc.yaml", `{revised: "2026-04"}`,
			`{revised: "2026-04", unknown: Not stated.}`, "/dates"},
		{"a drug with a replacement that is not retired", "drugs/olaratumab.yaml", "\nlifecycle: ",
			"\nreplaced_by: [drugs/imatinib]\nlifecycle: ", ""},
		{"a condition with a setting", "conditions/chordoma.yaml", "\nkind: ", "\nextent: [METASTATIC]\nkind: ", ""},
	} {
		t.Run(c.slip, func(t *testing.T) {
			text, err := os.ReadFile(filepath.Join(frozenDir, c.file))
			if err != nil {
				t.Fatal(err)
			}
			broken := strings.Replace(string(text), c.old, c.new, 1)
			if broken == string(text) {
				t.Fatalf("%s does not contain %q", c.file, c.old)
			}
			refused, ok := errors.AsType[*jsonschema.ValidationError](schemas(t)[path.Dir(c.file)].Validate(parseYAML(t,
				broken)))
			if !ok {
				t.Fatal("the schema takes it")
			}
			if places := placesOf(refused); !slices.Contains(places, c.at) {
				t.Errorf("refused at %q, want %q", places, c.at)
			}
		})
	}
}

// TestEditorsTakeWhatLintTakes holds values without quotes, which other readers of YAML take for numbers, against the
// schema and lint.
func TestEditorsTakeWhatLintTakes(t *testing.T) {
	for _, c := range []struct {
		file, old, new string
		wrong          bool
	}{
		{"sources/tap-2020-announce.yaml", `published: "2020"`, "published: 2020", false},
		{"drugs/imatinib.yaml", `rxcui: "282388"`, "rxcui: 282388", false},
		{"targets/kit.yaml", `hgnc: "6342"`, "hgnc: 6342", false},
		{"trials/announce.yaml", "\nresults:\n", "\n" +
			"arms: [{id: both, therapies: [drugs/doxorubicin], participants: 509, cites: [tap]}]\nresults:\n", false},
		{"drugs/imatinib.yaml", "atc: L01EA01", "atc: 101", true},
		{"drugs/imatinib.yaml", "classes: [classes/tyrosine-kinase-inhibitor]", "classes: [targets/kit]", true},
	} {
		text, err := os.ReadFile(filepath.Join(frozenDir, c.file))
		if err != nil {
			t.Fatal(err)
		}
		changed := strings.Replace(string(text), c.old, c.new, 1)
		if changed == string(text) {
			t.Fatalf("%s does not contain %q", c.file, c.old)
		}
		if err := schemas(t)[path.Dir(c.file)].Validate(parseYAML(t, changed)); (err != nil) != c.wrong {
			t.Errorf("the schema says %v of %s", err, c.new)
		}
		dir := t.TempDir()
		if err := os.CopyFS(dir, os.DirFS(frozenDir)); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, c.file), []byte(changed), 0o600); err != nil {
			t.Fatal(err)
		}
		var out bytes.Buffer
		command := &command{Stdout: &out, Stderr: &out}
		if code := command.Main(t.Context(), []string{"lint", dir, "--as-of", "2026-11-23"}); (code != exitClean) != c.wrong {
			t.Errorf("lint ends with %d on %s: %s", code, c.new, &out)
		}
	}
}

// placesOf returns where a validator found something, as JSON pointers: where it is no more precise.
func placesOf(e *jsonschema.ValidationError) []string {
	if len(e.Causes) == 0 {
		at := ""
		for _, token := range e.InstanceLocation {
			at += "/" + token
		}
		return []string{at}
	}
	var places []string
	for _, cause := range e.Causes {
		places = append(places, placesOf(cause)...)
	}
	return places
}

// schemas returns the compiled schema of each collection.
func schemas(t *testing.T) map[string]*jsonschema.Schema {
	t.Helper()
	compiled, err := compileSchemas()
	if err != nil {
		t.Fatal(err)
	}
	return compiled
}

var compileSchemas = sync.OnceValues(func() (map[string]*jsonschema.Schema, error) {
	compiled := make(map[string]*jsonschema.Schema)
	for _, collection := range collections() {
		file, err := os.ReadFile(filepath.Join(schemaDir, collection+".json"))
		if err != nil {
			return nil, err
		}
		parsed, err := jsonschema.UnmarshalJSON(bytes.NewReader(file))
		if err != nil {
			return nil, err
		}
		compiler := jsonschema.NewCompiler()
		if err := compiler.AddResource(collection+".json", parsed); err != nil {
			return nil, err
		}
		if compiled[collection], err = compiler.Compile(collection + ".json"); err != nil {
			return nil, err
		}
	}
	return compiled, nil
})

func parseYAML(t *testing.T, text string) any {
	t.Helper()
	var value any
	if err := yaml.Load([]byte(text), &value); err != nil {
		t.Fatal(err)
	}
	return value
}
