package report_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/report"
)

// TestManyRecordsNotRun writes reports of a catalog in which many records could not be read. The formats for people
// name some of them, and say how many more there are.
func TestManyRecordsNotRun(t *testing.T) {
	var list []validate.NotRun
	for i := range 100 {
		name := fmt.Sprintf("drugs/drug-%d", i)
		list = append(list, validate.NotRun{Resource: name, File: name + ".yaml", Rules: []string{"a-rule"}})
	}
	r := report.New(nil, validate.Statistics{}, nil, report.Options{NotRun: list})
	for _, format := range report.Formats() {
		want, rest := 20, true
		switch format.Name {
		case "text", "github", "markdown":
		case "json":
			want, rest = 200, false // the name of the file, too
		default:
			continue
		}
		var out bytes.Buffer
		if err := format.Write(&out, r); err != nil {
			t.Fatal(err)
		}
		if named := strings.Count(out.String(), "drugs/drug-"); named != want ||
			strings.Contains(out.String(), "80 more records could not be") != rest {
			t.Errorf("%s names %d, want %d: %s", format.Name, named, want, &out)
		}
	}
}
