package codes

import (
	"regexp"

	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
)

var codeSnomedShape = validate.Rule{
	ID:       "code-snomed-shape",
	Severity: finding.Error,
	Enforced: validate.BySchema,
	Record: func(p *validate.RecordPass) {
		for _, c := range codesOf(p.Record.Message()) {
			// The schema reports any other shape.
			if c.system == "snomed" && snomedShape.MatchString(c.value) && !verhoeff(c.value) {
				p.Report(c.path, "The check digit of %s is wrong: a digit is wrong, or two are swapped. Copy the identifier again.",
					c.value)
			}
		}
	},
}

var snomedShape = regexp.MustCompile(`^[1-9][0-9]{5,17}$`)

// The tables of Verhoeff's scheme: multiplication in the dihedral group of order 10, and the permutation applied once
// more for each position from the right.
var (
	dihedral = [10][10]int{
		{0, 1, 2, 3, 4, 5, 6, 7, 8, 9}, {1, 2, 3, 4, 0, 6, 7, 8, 9, 5}, {2, 3, 4, 0, 1, 7, 8, 9, 5, 6},
		{3, 4, 0, 1, 2, 8, 9, 5, 6, 7},
		{4, 0, 1, 2, 3, 9, 5, 6, 7, 8}, {5, 9, 8, 7, 6, 0, 4, 3, 2, 1}, {6, 5, 9, 8, 7, 1, 0, 4, 3, 2},
		{7, 6, 5, 9, 8, 2, 1, 0, 4, 3},
		{8, 7, 6, 5, 9, 3, 2, 1, 0, 4}, {9, 8, 7, 6, 5, 4, 3, 2, 1, 0},
	}
	permuted = [10]int{1, 5, 7, 6, 2, 8, 3, 0, 9, 4}
)

// verhoeff reports whether the last digit is the check digit of the others.
func verhoeff(digits string) bool {
	sum := 0
	for i := range digits {
		digit := int(digits[len(digits)-1-i] - '0')
		for range i % 8 {
			digit = permuted[digit]
		}
		sum = dihedral[sum][digit]
	}
	return sum == 0
}
