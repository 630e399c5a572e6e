package config

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/opencompendium/compendium/catalog/document"
)

// Print writes the settings in effect as YAML that --config accepts, with a comment on where each comes from. It hides
// secrets.
func (l *Loaded) Print(w io.Writer) error {
	var b strings.Builder
	group := ""
	for _, s := range settings {
		if s.group != group {
			group = s.group
			fmt.Fprintf(&b, "# %s\n", group)
		}
		v := s.value(&l.Config)
		g, ok := v.(grants)
		if !ok || len(*g.to) == 0 {
			fmt.Fprintf(&b, "%s: %s # %s\n", s.name, written(v), l.origins[s.name])
			continue
		}
		fmt.Fprintf(&b, "%s: # %s\n", s.name, l.origins[s.name])
		for _, methods := range slices.Sorted(maps.Keys(*g.to)) {
			var identities []string
			for _, identity := range (*g.to)[methods] {
				identities = append(identities, document.Write(identity, true))
			}
			fmt.Fprintf(&b, "  %s: [%s]\n", document.Write(methods, false), strings.Join(identities, ", "))
		}
	}
	if _, err := io.WriteString(w, b.String()); err != nil {
		return fmt.Errorf("print the settings: %w", err)
	}
	return nil
}

// written returns a value in the form of the file.
func written(v value) string {
	switch v.(type) {
	case boolean, count:
		return v.String()
	default:
		return document.Write(v.String(), false)
	}
}
