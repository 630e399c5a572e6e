package scope

import (
	"slices"
	"strings"

	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

// biomarkers compares alterations. A license that names none has no limit; one that does covers a use that does not in
// part.
func (c *comparison) biomarkers(scope *compendiumv1.Scope, use *compendiumv1.Use) (Coverage, bool) {
	licensed := scope.GetBiomarkers()
	if licensed == nil {
		return Covers, len(use.GetBiomarkers()) > 0
	}
	anyOf := licensed.GetMatch() == compendiumv1.Match_ANY
	if anyOf && c.familyCovered(licensed.GetOf(), use.GetBiomarkers()) {
		return Covers, true
	}
	coverage := Covers
	if anyOf {
		coverage = Not
	}
	for _, needed := range licensed.GetOf() {
		of := c.hasBiomarker(needed, use.GetBiomarkers())
		if anyOf {
			coverage = max(coverage, of)
		} else {
			coverage = min(coverage, of)
		}
	}
	return coverage, true
}

// hasBiomarker compares one alteration of a license with those of a use, all of which the tumor has. What the use says
// nothing of, it covers in part, since the tumor may have it or not.
func (c *comparison) hasBiomarker(needed *compendiumv1.Biomarker, used []*compendiumv1.Biomarker) Coverage {
	best, related := Not, false
	needed = normal(needed)
	for _, u := range used {
		u = normal(u)
		coverage, ok := c.biomarker(needed, u)
		if ok && coverage == Not && isAbsent(needed) != isAbsent(u) {
			return Not // whatever it has besides
		}
		if ok {
			best, related = max(best, coverage), true
		}
	}
	if !related {
		return InPart
	}
	return best
}

// biomarker compares two alterations. It returns false if one says nothing about the other.
func (c *comparison) biomarker(needed, used *compendiumv1.Biomarker) (coverage Coverage, related bool) {
	opposed := isAbsent(needed) != isAbsent(used)
	wide, narrow := needed, used
	if isAbsent(used) { // who lacks a group of variants lacks each of them, and has none of them
		wide, narrow = used, needed
	}
	target := c.target(wide.GetTarget(), narrow.GetTarget())
	kind := alteration(wide.GetAlteration(), narrow.GetAlteration())
	if target == Not || kind == CannotTell { // another gene, or another alteration of it
		return Not, false
	}
	within, origin := min(target, kind, variant(wide, narrow)), origin(needed, used)
	if isAbsent(wide) && wide.GetOrigin() == compendiumv1.Biomarker_ORIGIN_UNSPECIFIED {
		origin = Covers // neither inherited nor acquired
	}
	switch {
	case opposed && within == Covers && origin == Covers:
		return Not, true // the one must have what the other lacks
	case within == Not && (opposed || isAbsent(used)), opposed && origin != Covers: // such as other variants
		return Not, false
	case opposed:
		return within, true
	default:
		return min(within, origin), true
	}
}

func isAbsent(b *compendiumv1.Biomarker) bool {
	return b.GetPresence() == compendiumv1.Biomarker_ABSENT
}

// origin compares where two alterations are. An inherited alteration tells nothing of the tumor.
func origin(needed, used *compendiumv1.Biomarker) Coverage {
	const germline = compendiumv1.Biomarker_GERMLINE
	switch {
	case (needed.GetOrigin() == germline) == (used.GetOrigin() == germline):
		return Covers
	case used.GetOrigin() == germline:
		return CannotTell
	case used.GetOrigin() == compendiumv1.Biomarker_SOMATIC:
		return Not
	default:
		return InPart
	}
}

// normal returns a biomarker in which a gene that is not altered is one without a mutation.
func normal(b *compendiumv1.Biomarker) *compendiumv1.Biomarker {
	if b.GetAlteration() != compendiumv1.Biomarker_WILD_TYPE {
		return b
	}
	presence := compendiumv1.Biomarker_ABSENT
	if b.GetPresence() == presence {
		presence = compendiumv1.Biomarker_PRESENT
	}
	return &compendiumv1.Biomarker{Target: b.GetTarget(), Alteration: compendiumv1.Biomarker_MUTATION,
		Variant: b.GetVariant(), VariantOf: b.GetVariantOf(), Presence: presence, Origin: b.GetOrigin(), Test: b.GetTest()}
}

// alteration compares kinds of alterations: Covers and InPart where one includes the other, Not where they exclude each
// other, CannotTell where they have nothing to do with each other.
func alteration(needed, used compendiumv1.Biomarker_Alteration) Coverage {
	pair, turned := alterations{needed, used}, alterations{used, needed}
	switch {
	case needed == used || slices.Contains(including, pair):
		return Covers
	case slices.Contains(including, turned):
		return InPart
	case slices.Contains(excluding, pair) || slices.Contains(excluding, turned):
		return Not
	default:
		return CannotTell
	}
}

type alterations [2]compendiumv1.Biomarker_Alteration

// including are pairs of kinds of which the first includes the second, and excluding pairs that exclude each other.
var (
	including = []alterations{
		{compendiumv1.Biomarker_REARRANGEMENT, compendiumv1.Biomarker_FUSION},
		{compendiumv1.Biomarker_COPY_NUMBER_GAIN, compendiumv1.Biomarker_AMPLIFICATION},
		{compendiumv1.Biomarker_LOSS, compendiumv1.Biomarker_DELETION},
	}
	excluding = []alterations{
		{compendiumv1.Biomarker_EXPRESSION, compendiumv1.Biomarker_LOSS},
		{compendiumv1.Biomarker_MUTATION, compendiumv1.Biomarker_FUSION},
		{compendiumv1.Biomarker_MUTATION, compendiumv1.Biomarker_REARRANGEMENT},
	}
)

// variant compares variants. One may name the group that it lies in; a name that begins with "exon" is taken for one.
func variant(needed, used *compendiumv1.Biomarker) Coverage {
	n, u := needed.GetVariant(), used.GetVariant()
	switch {
	case n == "" || strings.EqualFold(n, u) || strings.EqualFold(n, used.GetVariantOf()):
		return Covers
	case u == "" || strings.EqualFold(u, needed.GetVariantOf()):
		return InPart
	case isGroup(n) == isGroup(u),
		needed.GetVariantOf() != "" && isGroup(u), used.GetVariantOf() != "" && isGroup(n):
		return Not
	default:
		return CannotTell
	}
}

func isGroup(variant string) bool { return strings.HasPrefix(strings.ToLower(variant), "exon") }

// target compares genes with families of genes.
func (c *comparison) target(needed, used string) Coverage {
	switch {
	case needed == used || c.isMember(used, needed):
		return Covers
	case c.isMember(needed, used):
		return InPart
	default:
		return Not
	}
}

// isMember reports whether a target is a member of a family, or of a family in it.
func (c *comparison) isMember(target, family string) bool {
	seen := map[string]bool{}
	var walk func(name string) bool
	walk = func(name string) bool {
		record, ok := c.records(name).(*compendiumv1.Target)
		if !ok || seen[name] {
			return false
		}
		seen[name] = true
		return slices.ContainsFunc(record.GetMembers(), func(m string) bool { return m == target || walk(m) })
	}
	return walk(family)
}

// familyCovered reports whether a use names a family all of whose members a license names.
func (c *comparison) familyCovered(licensed, used []*compendiumv1.Biomarker) bool {
	return slices.ContainsFunc(used, func(u *compendiumv1.Biomarker) bool {
		record, ok := c.records(u.GetTarget()).(*compendiumv1.Target)
		if !ok || len(record.GetMembers()) == 0 {
			return false
		}
		return !slices.ContainsFunc(record.GetMembers(), func(member string) bool {
			one := &compendiumv1.Biomarker{Target: member, Alteration: u.GetAlteration(), Variant: u.GetVariant(),
				VariantOf: u.GetVariantOf(), Presence: u.GetPresence(), Origin: u.GetOrigin()}
			return !slices.ContainsFunc(licensed, func(l *compendiumv1.Biomarker) bool {
				coverage, related := c.biomarker(normal(l), normal(one))
				return related && coverage == Covers
			})
		})
	})
}
