// Package mutation measures how surely the rules find what goes wrong in real content. It makes one defect after
// another in the records of validate/testdata/frozen and checks that lint finds each, by the right rule and at the
// right place. It knows nothing of the shipped content, which may change at any time.
//
// It has tests only. Its table is docs/mutation.md.
package mutation
