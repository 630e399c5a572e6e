package scope

import (
	"slices"

	"google.golang.org/protobuf/proto"

	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

// cells returns the alternatives of a use: one for each disease state, biomarker and partner of which any is enough,
// and for each part of its ages that the license treats alike.
func (c *comparison) cells(use *compendiumv1.Use, scopes []*compendiumv1.Scope) []*compendiumv1.Use {
	cells := []*compendiumv1.Use{c.live(use)}
	cells = split(cells, func(u *compendiumv1.Use) []func(*compendiumv1.Use) {
		return alternatives(spelledOut(u.GetExtent()), func(u *compendiumv1.Use, e compendiumv1.Use_Extent) {
			u.Extent = nil
			setState(&u.Extent, &u.Resectability, &u.Course, e)
		})
	})
	cells = split(cells, func(u *compendiumv1.Use) []func(*compendiumv1.Use) {
		return alternatives(u.GetResectability(), func(u *compendiumv1.Use, r compendiumv1.Use_Resectability) {
			u.Resectability = []compendiumv1.Use_Resectability{r}
		})
	})
	inOnePlace := slices.ContainsFunc(scopes, func(s *compendiumv1.Scope) bool {
		return slices.Contains(s.GetExtent(), compendiumv1.Use_LOCALIZED)
	})
	cells = split(cells, func(u *compendiumv1.Use) []func(*compendiumv1.Use) {
		if len(u.GetExtent()) > 0 || !isInoperable(u) || inOnePlace {
			return nil
		}
		return alternatives(advanced, func(u *compendiumv1.Use, e compendiumv1.Use_Extent) {
			u.Extent = []compendiumv1.Use_Extent{e}
		})
	})
	cells = split(cells, func(u *compendiumv1.Use) []func(*compendiumv1.Use) {
		return alternatives(u.GetCourse(), func(u *compendiumv1.Use, of compendiumv1.Use_Course) {
			u.Course = []compendiumv1.Use_Course{of}
		})
	})
	cells = split(cells, func(u *compendiumv1.Use) []func(*compendiumv1.Use) {
		if u.GetBiomarkersMatch() != compendiumv1.Match_ANY {
			return nil
		}
		return alternatives(u.GetBiomarkers(), func(u *compendiumv1.Use, b *compendiumv1.Biomarker) {
			u.Biomarkers = []*compendiumv1.Biomarker{b}
		})
	})
	cells = split(cells, func(u *compendiumv1.Use) []func(*compendiumv1.Use) {
		if u.GetPartnersMatch() != compendiumv1.Match_ANY {
			return nil
		}
		return alternatives(u.GetPartners(), func(u *compendiumv1.Use, partner string) {
			u.Partners = []string{partner}
		})
	})
	return split(cells, func(u *compendiumv1.Use) []func(*compendiumv1.Use) { return ages(u, scopes) })
}

// maxCells bounds the alternatives of a use. More are not told apart; what remains is compared as a whole.
const maxCells = 256

// split replaces each alternative by those that a dimension makes of it.
func split(
	cells []*compendiumv1.Use, by func(*compendiumv1.Use) []func(*compendiumv1.Use),
) []*compendiumv1.Use {
	var parts []*compendiumv1.Use
	for _, cell := range cells {
		narrowings := by(cell)
		if len(narrowings) == 0 || len(cells)*len(narrowings) > maxCells {
			parts = append(parts, cell)
			continue
		}
		for _, narrow := range narrowings {
			part := proto.CloneOf(cell)
			narrow(part)
			parts = append(parts, part)
		}
	}
	return parts
}

// alternatives returns what narrows a use to each value of a list.
func alternatives[T any](values []T, narrow func(*compendiumv1.Use, T)) []func(*compendiumv1.Use) {
	narrowings := make([]func(*compendiumv1.Use), len(values))
	for i, value := range values {
		narrowings[i] = func(u *compendiumv1.Use) { narrow(u, value) }
	}
	return narrowings
}

// live returns a use that names no condition that gave way to another: its name may have said more than the condition
// that replaced it, such as "advanced".
func (c *comparison) live(use *compendiumv1.Use) *compendiumv1.Use {
	for range maxDepth {
		tombstone, ok := c.records(use.GetCondition()).(*compendiumv1.Condition)
		if !ok || len(tombstone.GetReplacedBy()) != 1 {
			break
		}
		use = proto.CloneOf(use)
		use.Condition = tombstone.GetReplacedBy()[0]
		if len(use.GetExtent()) == 0 {
			use.Extent = tombstone.GetExtent()
		}
		use.Biomarkers = append(use.Biomarkers, tombstone.GetBiomarkers()...)
	}
	return use
}

// expand returns the alternatives of a license with those told apart that an extent such as RECURRENT, which is no
// extent but a course, makes of one.
func (c *comparison) expand(scopes []*compendiumv1.Scope) []*compendiumv1.Scope {
	var expanded []*compendiumv1.Scope
	for _, scope := range scopes {
		extents := 0
		for _, e := range scope.GetExtent() {
			if isExtent(e) {
				extents++
				continue
			}
			part := proto.CloneOf(scope)
			part.Extent = nil
			setState(&part.Extent, &part.Resectability, &part.Course, e)
			expanded = append(expanded, part)
		}
		if extents > 0 || len(scope.GetExtent()) == 0 {
			expanded = append(expanded, scope)
		}
	}
	return expanded
}
