package main

import (
	"fmt"
	"os"
	"path/filepath"

	"buf.build/go/protovalidate"
	"buf.build/go/protoyaml"
	"google.golang.org/protobuf/proto"

	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

// records maps the collections of generated content to their message types.
var records = map[string]func() proto.Message{
	"classes":    func() proto.Message { return new(compendiumv1.DrugClass) },
	"conditions": func() proto.Message { return new(compendiumv1.Condition) },
	"drugs":      func() proto.Message { return new(compendiumv1.Drug) },
	"regulators": func() proto.Message { return new(compendiumv1.Regulator) },
	"sources":    func() proto.Message { return new(compendiumv1.Source) },
	"targets":    func() proto.Message { return new(compendiumv1.Target) },
}

// validator adapts protovalidate to protoyaml.
type validator struct{ protovalidate.Validator }

// Validate validates a message.
func (v validator) Validate(m proto.Message) error { return v.Validator.Validate(m) }

// runLoop validates each file of a content directory with protoyaml and protovalidate, and returns the exit code.
func runLoop(content string) int {
	code := 0
	fail := func(err error) {
		fmt.Println(err)
		code = 1
	}
	made, err := protovalidate.New()
	if err != nil {
		fail(err)
		return code
	}
	files, err := filepath.Glob(filepath.Join(content, "*", "*.yaml"))
	if err != nil {
		fail(err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			fail(err)
			continue
		}
		record := records[filepath.Base(filepath.Dir(file))]()
		if err := (protoyaml.UnmarshalOptions{Path: file, Validator: validator{made}}).Unmarshal(text, record); err != nil {
			fail(err)
		}
	}
	return code
}
