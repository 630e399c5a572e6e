package telemetry

import (
	"fmt"
	"regexp"
	"strings"
)

var descShape = regexp.MustCompile(`fqName: "([^"]*)", help: "([^"]*)", .*constLabels: {}, variableLabels: {([^}]*)}`)

// Markdown returns the table of the catalog's metrics for the docs.
func Markdown() string {
	var b strings.Builder
	b.WriteString("| metric | labels | what |\n| --- | --- | --- |\n")
	for _, d := range descriptions {
		m := descShape.FindStringSubmatch(d.String())
		if m == nil {
			continue
		}
		labels := ""
		if m[3] != "" {
			labels = "`" + strings.ReplaceAll(m[3], ",", "`, `") + "`"
		}
		fmt.Fprintf(&b, "| `%s` | %s | %s |\n", m[1], labels, m[2])
	}
	return b.String()
}
