package ruletest_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestMerge(t *testing.T) {
	const record = "a: 1\nb:\n  - x\n  - y\nc: 3\n"
	for _, c := range []struct{ name, change, want string }{
		{"nothing", "", record},
		{"a field is replaced where it stands", "b: [z]\n", "a: 1\nb: [z]\nc: 3\n"},
		{"a new field is appended", "d: 4\n", record + "d: 4\n"},
		{"a field without a value is removed", "b:\n", "a: 1\nc: 3\n"},
		{"a comment at the end belongs to the field before it", "a: 2\n# why\n", "a: 2\n# why\nb:\n  - x\n  - y\nc: 3\n"},
		{"a comment belongs to the field below it", "# why\nb: [z]\n", "a: 1\n# why\nb: [z]\nc: 3\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := ruletest.Merge(record, c.change); got != c.want {
				t.Errorf("got\n%s\nwant\n%s", got, c.want)
			}
		})
	}
}
