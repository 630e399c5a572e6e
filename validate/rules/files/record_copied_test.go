package files_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestRecordCopied(t *testing.T) {
	drug := func(file, name, inn string, lines int) string {
		var b strings.Builder
		fmt.Fprintf(&b, "-- drugs/%s.yaml --\ndisplay_name: %s\ndepth: REGISTER\nnames: [{text: %s, type: INN}]\n",
			file, name, inn)
		for i := range lines {
			fmt.Fprintf(&b, "# A note %d\n", i)
		}
		return b.String()
	}
	const refers = "-- regimens/example-regimen.yaml --\ncomponents:\n" +
		"  - {drug: drugs/newinib, role: BACKBONE, cites: [page]}\n"
	const retired = "display_name: Old\nlifecycle: RETIRED\nretired_reason: Never used.\n"
	ruletest.Run(t, "record-copied", []ruletest.Case{
		{Name: "a copy under a longer name", Change: drug("newinib", "Newinib", "newinib", 0) +
			drug("newinib-copy", "Newinib", "newinib", 0),
			Want: []string{"drugs/newinib-copy.yaml:0:0 error "}},
		{Name: "a copy under a shorter name of what is referred to", Change: refers +
			drug("newinib", "Newinib", "newinib", 0) + drug("a", "Newinib", "newinib", 0),
			Want: []string{"drugs/a.yaml:0:0 error "}},
		{Name: "a long copy of one display name", Change: drug("newinib", "Newinib", "newinib", 60) +
			drug("other-one", "Newinib", "otherinib", 60),
			Want: []string{"drugs/other-one.yaml:0:0 error "}},
		{Name: "a long copy of one INN", Change: drug("newinib", "Newinib", "newinib", 60) +
			drug("newinib-2", "Newinib 2", "newinib", 60),
			Want: []string{"drugs/newinib-2.yaml:0:0 error "}},
		{Name: "a long text of other names", Change: drug("newinib", "Newinib", "newinib", 60) +
			drug("newinib-2", "Newinib 2", "newinib 2", 60)},
		{Name: "a long text with many edits", Change: drug("newinib", "Newinib", "newinib", 60) +
			drug("newinib-2", "Newinib", "newinib", 50)},
		{Name: "short records of one name", Change: drug("newinib", "Newinib", "newinib", 2) +
			drug("newinib-2", "Newinib", "newinib", 3)},
		{Name: "another collection", Change: "-- targets/a.yaml --\ndisplay_name: A\nkind: GENE\n" +
			"-- targets/b.yaml --\ndisplay_name: A\nkind: GENE\n"},
		{Name: "tombstones", Change: "-- drugs/a.yaml --\n" + retired + "-- drugs/b.yaml --\n" + retired},
		{Name: "drugs without a name",
			Change: "-- drugs/a.yaml --\ndepth: REGISTER\n-- drugs/b.yaml --\ndepth: REGISTER\n"},
		{Name: "empty files", Change: "-- drugs/a.yaml --\n-- drugs/b.yaml --\n"},
	})
}
