// Package mutation measures how surely the rules find what goes wrong in real content: it makes one defect after another in the shipped
// records and looks whether lint finds each, by the right rule and at the right place.
//
// It has tests only. Its table is docs/mutation.md.
package mutation
