package files_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestRecordCopied(t *testing.T) {
	lines := func(n int, text string) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, "# %s %d\n", text, i)
		}
		return b.String()
	}
	const refers = "-- drugs/examplinib.yaml --\n" +
		"mechanism: {summary: Blocks an example., targets: [targets/example, targets/other-new], cites: [label]}\n"
	const other, same = "-- targets/other-new.yaml --\n", "display_name: Other\nkind: GENE\n"
	ruletest.Run(t, "record-copied", []ruletest.Case{
		{Name: "a copy under any name", Change: other + same + refers + "-- targets/a.yaml --\n" + same,
			Want: []string{"targets/a.yaml:0:0 error "}},
		{Name: "a copy that is referred to instead of its original",
			Change: other + same + refers + "-- targets/other.yaml --\n" + same,
			Want:   []string{"targets/other.yaml:0:0 error "}},
		{Name: "a long copy with an edit", Change: other + same + lines(60, "A note") + refers +
			"-- targets/other-new-2.yaml --\n" + "display_name: Other 2\nkind: GENE\n" + lines(60, "A note"),
			Want: []string{"targets/other-new-2.yaml:0:0 error "}},
		{Name: "a long copy of one display name with an edit", Change: other + same + lines(60, "A note") + refers +
			"-- targets/twice.yaml --\n" + same + lines(59, "A note"),
			Want: []string{"targets/twice.yaml:0:0 error "}},
		{Name: "a long text with many edits", Change: other + same + lines(60, "A note") + refers +
			"-- targets/other-new-2.yaml --\n" + "display_name: Other 2\nkind: GENE\n" + lines(50, "A note") +
			lines(10, "Another note")},
		{Name: "a long text with an edit, of another display name and another name", Change: other + same +
			lines(60, "A note") + refers + "-- targets/new.yaml --\ndisplay_name: New\nkind: GENE\n" + lines(60, "A note")},
		{Name: "short records that look alike", Change: other + same + refers +
			"-- targets/other-new-2.yaml --\n" + "display_name: Other 2\nkind: GENE\n"},
		{Name: "the same text in two collections", Change: other + "display_name: Other\n" + refers +
			"-- classes/other-new.yaml --\ndisplay_name: Other\n"},
		{Name: "tombstones", Change: "-- targets/a.yaml --\ndisplay_name: Old\nretired_reason: Never used.\n" +
			"-- targets/b.yaml --\ndisplay_name: Old\nretired_reason: Never used.\n"},
		{Name: "records without a display name", Change: "-- targets/a.yaml --\nkind: GENE\n-- targets/b.yaml --\nkind: GENE\n"},
		{Name: "empty files", Change: "-- targets/a.yaml --\n-- targets/b.yaml --\n"},
	})
}
