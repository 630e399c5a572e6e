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

// RuleBaselineStale finds entries of a baseline that no finding answers to. The engine enforces it.
const RuleBaselineStale = "baseline-stale"

// baselineVersion is the version of the form of baseline files.
const baselineVersion = 1

// Baseline is the findings of a project that are known and not reported. It is immutable.
type Baseline struct {
	name    string
	entries []baselineEntry
}

// baselineEntry is a known finding. It is known again by its fingerprint; the rest is for people.
type baselineEntry struct {
	Rule        string `json:"rule"`
	Resource    string `json:"resource"`
	Path        string `json:"path"`
	Message     string `json:"message"`
	Fingerprint string `json:"fingerprint"`

	at finding.Position
}

var fingerprintShape = regexp.MustCompile(`^[0-9a-f]{32}$`)

// ParseBaseline reads a baseline, of which the name is the path as it is shown to people.
func ParseBaseline(name string, text []byte) (*Baseline, error) {
	r := baselineReader{text: text, decoder: json.NewDecoder(bytes.NewReader(text)), seen: make(map[string]bool)}
	r.decoder.DisallowUnknownFields()
	if err := r.read(); err != nil {
		at := r.position(r.decoder.InputOffset())
		// Where JSON itself is wrong, only a reading of the whole text says exactly where: behind how many bytes.
		var whole json.RawMessage
		if syntax, ok := errors.AsType[*json.SyntaxError](json.Unmarshal(text, &whole)); ok {
			at = r.position(max(syntax.Offset-1, 0))
		}
		if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
			err = errors.New("the file ends too early")
		}
		return nil, fmt.Errorf("baseline %s:%d:%d: %w; restore the file from version control, or remove it and write a new one with --baseline-accept",
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
			err = fmt.Errorf("there is no field %q", key)
		}
		if err != nil {
			return err
		}
	}
	if err := r.delimiter('}'); err != nil {
		return err
	}
	if version != baselineVersion {
		return fmt.Errorf("the version is %d, and %d is read", version, baselineVersion)
	}
	if _, err := r.decoder.Token(); !errors.Is(err, io.EOF) {
		return errors.New("something stands behind the end")
	}
	return nil
}

func (r *baselineReader) delimiter(want json.Delim) error {
	token, err := r.decoder.Token()
	if err == nil && token != want {
		return fmt.Errorf("%q stands where %q should", fmt.Sprint(token), want)
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
			return fmt.Errorf("a finding of %s stands here twice", entry.Rule)
		}
		r.seen[entry.Fingerprint] = true
		r.entries = append(r.entries, entry)
	}
	return r.delimiter(']')
}

// position gives where a byte of the text is. Offsets come in order, so that the text is counted through once.
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

// Comparison is findings against a baseline.
type Comparison struct {
	// Findings are all findings, those that the baseline knows suppressed.
	Findings []finding.Finding
	// Stale are findings about the entries that no finding answers to.
	Stale []finding.Finding

	rules          *RuleSet
	kept, unjudged []baselineEntry
}

// Compare looks which findings a baseline knows, and which of its entries no finding answers to. The findings are all of the
// catalogs, and the catalogs those that they are about. An entry whose rule could not see what it needs is not judged: its record could
// not be read, or it is about archived texts and none were given.
func (b *Baseline) Compare(rules *RuleSet, findings []finding.Finding, archived bool, catalogs ...*catalog.Catalog) Comparison {
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
				Rule: RuleBaselineStale, Severity: rules.severity(RuleBaselineStale), Resource: entry.Resource, File: b.name, Position: entry.at,
				Message: fmt.Sprintf("The finding of %s at %s is gone. Remove it from the baseline with --baseline-shrink, so that it is reported when it comes back.",
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

// Shrunk gives the text of the baseline without what is gone.
func (c Comparison) Shrunk() ([]byte, error) { return encodeBaseline(c.kept) }

// Accepted gives the text of a baseline that knows all findings, but those that keep a file from being read or are about the
// configuration, which no baseline hides, and those that are suppressed in the content. It gives the number of its entries, too.
func (c Comparison) Accepted(catalogs ...*catalog.Catalog) (text []byte, entries int, err error) {
	paths, fingerprints := anchoredPaths(c.Findings, catalogs), Fingerprints(c.Findings, catalogs...)
	list := slices.Clone(c.unjudged)
	for i, f := range c.Findings {
		if !c.rules.configurable(f.Rule) || f.Suppression != nil && f.Suppression.By != finding.ByBaseline {
			continue
		}
		list = append(list, baselineEntry{Rule: f.Rule, Resource: f.Resource, Path: paths[i], Message: f.Message, Fingerprint: fingerprints[i]})
	}
	text, err = encodeBaseline(list)
	return text, len(list), err
}

// encodeBaseline writes entries by record, rule and field, one line a value, so that a difference reads well.
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
