package codes_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestATCUnlikeClass(t *testing.T) {
	// class has drugs with these codes in one class. A code with a plus has a second one behind it.
	class := func(codes ...string) string {
		var b strings.Builder
		for i, code := range codes {
			first, further, _ := strings.Cut(code, "+")
			fmt.Fprintf(&b, "-- drugs/otherinib-%d.yaml --\ndisplay_name: Otherinib %[1]d\ndepth: REGISTER\n"+
				"classes: [classes/example-class]\n"+
				"codes: {atc: %[2]s, further_atc: [%[3]s], cites: [page]}\ncitations: {page: {source: sources/page}}\n", i,
				first, further)
		}
		return b.String()
	}
	ruletest.Run(t, "atc-unlike-class", []ruletest.Case{
		{Name: "alike", Change: class("L01EX91", "L01EX92", "L03AX93", "L04AX94")},
		{Name: "one unlike", Change: class("M05BA91", "L01EX92", "L01EX93", "L01EX94"),
			Want: []string{"drugs/otherinib-0.yaml:3:11 info classes[0]"}},
		{Name: "the last unlike", Change: class("L01EX92", "L01EX93", "L01EX94", "M05BA91"),
			Want: []string{"drugs/otherinib-3.yaml:3:11 info classes[0]"}},
		{Name: "too few", Change: class("M05BA91", "L01EX92", "L01EX93")},
		{Name: "two unlike", Change: class("M05BA91", "M05BA92", "L01EX93", "L01EX94", "L01EX95")},
		{Name: "a class over several groups", Change: class("M05BA91", "L01EX92", "B02BX93", "L01EX94")},
		{Name: "a second code in the group", Change: class("M05BA91+L01EX91", "L01EX92", "L01EX93", "L01EX94")},
		{Name: "another one with a second code elsewhere",
			Change: class("M05BA91", "L01EX92+B02BX92", "L01EX93", "L01EX94", "L01EX95")},
	})
}
