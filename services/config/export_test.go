package config

import (
	"fmt"
	"strings"
)

// Markdown returns the table of all settings for the documentation.
func Markdown() string {
	var b strings.Builder
	group := ""
	for _, s := range settings {
		if s.group != group {
			group = s.group
			fmt.Fprintf(&b, "\n### %s\n\n| Flag and key | Variable | Default | |\n| --- | --- | --- | --- |\n", group)
		}
		fallback := ""
		if s.fallback != "" {
			fallback = "`" + s.fallback + "`"
		}
		fmt.Fprintf(&b, "| `%s` | `%s` | %s | %s |\n", s.name, s.variable(), fallback,
			strings.ToUpper(s.usage[:1])+s.usage[1:])
	}
	return strings.TrimPrefix(b.String(), "\n")
}
