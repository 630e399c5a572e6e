package validate

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/finding"
)

// MaxBaselineBytes is the largest size of a baseline file, in bytes.
const MaxBaselineBytes = 64 << 20

// RuleBaselineStale reports entries of a baseline that match no finding. The engine enforces it.
const RuleBaselineStale = "baseline-stale"

// baselineVersion is the version of the format of baseline files.
const baselineVersion = 1

// Baseline is the known findings of a project, which are suppressed. It is immutable.
type Baseline struct {
	name    string
	entries []baselineEntry
}

// baselineEntry is a known finding. It is recognized by its fingerprint; the rest is for people.
type baselineEntry struct {
	Rule        string `json:"rule"`
	Resource    string `json:"resource"`
	Path        string `json:"path"`
	Message     string `json:"message"`
	Fingerprint string `json:"fingerprint"`

	at finding.Position
}

var fingerprintShape = regexp.MustCompile(`^[0-9a-f]{32}$`)

// ParseBaseline reads a baseline. The name is its path as shown to people.
func ParseBaseline(name string, text []byte) (*Baseline, error) {
	r := baselineReader{text: text, decoder: json.NewDecoder(bytes.NewReader(text)), seen: make(map[string]bool)}
	r.decoder.DisallowUnknownFields()
	if err := r.read(); err != nil {
		at := r.position(r.decoder.InputOffset())
		// Only reading the whole text locates a JSON syntax error exactly.
		var whole json.RawMessage
		if syntax, ok := errors.AsType[*json.SyntaxError](json.Unmarshal(text, &whole)); ok {
			at = r.position(max(syntax.Offset-1, 0))
		}
		if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
			err = errors.New("the file ends too early")
		}
		return nil, fmt.Errorf("baseline %s:%d:%d: %w; restore the file from version control, or remove it and write a new "+
			"one with --baseline-accept",
			name, at.Line, at.Column, err)
	}
	return &Baseline{name: name, entries: r.entries}, nil
}

// baselineReader reads a baseline token by token, so that each entry keeps its position.
type baselineReader struct {
	text    []byte
	decoder *json.Decoder
	entries []baselineEntry
	seen    map[string]bool // fingerprints
	counted struct {
		offset int
		at     finding.Position
	}
}

func (r *baselineReader) read() error {
	if err := r.delimiter('{'); err != nil {
		return err
	}
	version := 0
	for r.decoder.More() {
		key, err := r.decoder.Token()
		if err != nil {
			return err
		}
		switch key {
		case "version":
			err = r.decoder.Decode(&version)
		case "findings":
			err = r.findings()
		default:
			err = fmt.Errorf("unknown field %q", key)
		}
		if err != nil {
			return err
		}
	}
	if err := r.delimiter('}'); err != nil {
		return err
	}
	if version != baselineVersion {
		return fmt.Errorf("unsupported version %d, want %d", version, baselineVersion)
	}
	if _, err := r.decoder.Token(); !errors.Is(err, io.EOF) {
		return errors.New("unexpected text after the end")
	}
	return nil
}

func (r *baselineReader) delimiter(want json.Delim) error {
	token, err := r.decoder.Token()
	if err == nil && token != want {
		return fmt.Errorf("unexpected %q, want %q", fmt.Sprint(token), want)
	}
	return err
}

func (r *baselineReader) findings() error {
	if err := r.delimiter('['); err != nil {
		return err
	}
	for r.decoder.More() {
		before := r.decoder.InputOffset()
		var entry baselineEntry
		if err := r.decoder.Decode(&entry); err != nil {
			return err
		}
		begin := int64(max(bytes.IndexByte(r.text[before:], '{'), 0))
		entry.at = r.position(before + begin)
		switch {
		case entry.Rule == "":
			return errors.New("a finding has no rule")
		case !fingerprintShape.MatchString(entry.Fingerprint):
			return fmt.Errorf("a finding of %s has no fingerprint of 32 hexadecimal digits", entry.Rule)
		case r.seen[entry.Fingerprint]:
			return fmt.Errorf("a finding of %s is listed twice", entry.Rule)
		}
		r.seen[entry.Fingerprint] = true
		r.entries = append(r.entries, entry)
	}
	return r.delimiter(']')
}

// position returns the position of a byte of the text. Offsets come in order, so the text is counted once.
func (r *baselineReader) position(offset int64) finding.Position {
	end := min(int(offset), len(r.text))
	if r.counted.at.Line == 0 || end < r.counted.offset {
		r.counted.offset, r.counted.at = 0, finding.Position{Line: 1, Column: 1}
	}
	for _, char := range string(r.text[r.counted.offset:end]) {
		if r.counted.at.Column++; char == '\n' {
			r.counted.at = finding.Position{Line: r.counted.at.Line + 1, Column: 1}
		}
	}
	r.counted.offset = end
	return r.counted.at
}

// Comparison is the result of comparing findings with a baseline.
type Comparison struct {
	// Findings are all findings; those in the baseline are suppressed.
	Findings []finding.Finding
	// Stale are findings about entries that match no finding.
	Stale []finding.Finding

	rules          *RuleSet
	kept, unjudged []baselineEntry
}

// Compare compares all findings of catalogs with the baseline. An entry is not judged if its rule could not see what it
// needs: its record could not be read, or the rule needs archived texts and the run had none.
func (b *Baseline) Compare(rules *RuleSet, findings []finding.Finding, archived bool,
	catalogs ...*catalog.Catalog) Comparison {
	at := make(map[string]int, len(findings))
	for i, fingerprint := range Fingerprints(findings, catalogs...) {
		if findings[i].Suppression == nil && rules.configurable(findings[i].Rule) {
			at[fingerprint] = i
		}
	}
	c := Comparison{Findings: slices.Clone(findings), rules: rules}
	for _, entry := range b.entries {
		i, found := at[entry.Fingerprint]
		switch {
		case found:
			c.Findings[i].Suppression = &finding.Suppression{By: finding.ByBaseline, Justification: "Known in " + b.name + "."}
			c.kept = append(c.kept, entry)
		case !entry.judged(rules, archived, catalogs):
			c.kept, c.unjudged = append(c.kept, entry), append(c.unjudged, entry)
		default:
			c.Stale = append(c.Stale, finding.Finding{
				Rule: RuleBaselineStale, Severity: rules.severity(RuleBaselineStale), Resource: entry.Resource, File: b.name,
				Position: entry.at,
				Message: fmt.Sprintf("The finding of %s at %s is gone. Remove it from the baseline with --baseline-shrink, so "+
					"that it is reported if it comes back.",
					entry.Rule, cmp.Or(join(entry.Resource, entry.Path), "a file")),
			})
		}
	}
	return c
}

func join(resource, path string) string {
	if path == "" {
		return resource
	}
	return resource + " " + path
}

func (e baselineEntry) judged(rules *RuleSet, archived bool, catalogs []*catalog.Catalog) bool {
	if rule, ok := rules.ByID(e.Rule); ok && rule.NeedsArchive && !archived {
		return false
	}
	return !slices.ContainsFunc(catalogs, func(c *catalog.Catalog) bool {
		record, ok := c.Get(e.Resource)
		return ok && record.Broken()
	})
}

// Shrunk returns the text of the baseline without stale entries.
func (c Comparison) Shrunk() ([]byte, error) { return encodeBaseline(c.kept) }

// Accepted returns the text of a baseline of all findings, and the number of its entries. It leaves out findings of
// unconfigurable rules, which no baseline hides, and those that comments suppress.
func (c Comparison) Accepted(catalogs ...*catalog.Catalog) (text []byte, entries int, err error) {
	paths, fingerprints := anchoredPaths(c.Findings, catalogs), Fingerprints(c.Findings, catalogs...)
	list := slices.Clone(c.unjudged)
	for i, f := range c.Findings {
		if !c.rules.configurable(f.Rule) || f.Suppression != nil && f.Suppression.By != finding.ByBaseline {
			continue
		}
		list = append(list,
			baselineEntry{Rule: f.Rule, Resource: f.Resource, Path: paths[i], Message: f.Message, Fingerprint: fingerprints[i]})
	}
	text, err = encodeBaseline(list)
	return text, len(list), err
}

// encodeBaseline returns the text of a baseline, sorted by record, rule and field, one value a line, so that diffs read
// well.
func encodeBaseline(entries []baselineEntry) ([]byte, error) {
	entries = slices.SortedFunc(slices.Values(entries), func(a, b baselineEntry) int {
		return cmp.Or(cmp.Compare(a.Resource, b.Resource), cmp.Compare(a.Rule, b.Rule), cmp.Compare(a.Path, b.Path),
			cmp.Compare(a.Message, b.Message), cmp.Compare(a.Fingerprint, b.Fingerprint))
	})
	if entries == nil {
		entries = []baselineEntry{}
	}
	var text bytes.Buffer
	encoder := json.NewEncoder(&text)
	encoder.SetIndent("", "  ")
	encoder.SetEscapeHTML(false)
	err := encoder.Encode(struct {
		Version  int             `json:"version"`
		Findings []baselineEntry `json:"findings"`
	}{baselineVersion, entries})
	return text.Bytes(), err
}
