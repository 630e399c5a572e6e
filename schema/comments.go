// Package schema describes the content files to editors: the JSON Schema of each collection, made from the messages of the schema,
// their rules and their comments.
//
// It knows descriptors and nothing of content.
package schema

import (
	_ "embed"
	"fmt"
	"strings"

	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protodesc"
	"google.golang.org/protobuf/reflect/protoreflect"
	"google.golang.org/protobuf/reflect/protoregistry"
	"google.golang.org/protobuf/types/descriptorpb"
)

// described is the schema with its comments, which generated Go leaves out. tools/buf.sh generate writes it.
//
//go:embed compendium.binpb
var described []byte

// comments gives the leading comment of what has this full name.
type comments map[protoreflect.FullName]string

func readComments() (comments, error) {
	var set descriptorpb.FileDescriptorSet
	if err := proto.Unmarshal(described, &set); err != nil {
		return nil, fmt.Errorf("read the described schema: %w", err)
	}
	// Imports are looked up among the linked files, which have no comments.
	found := make(comments)
	local := new(protoregistry.Files)
	for _, file := range inOrder(set.File) {
		fd, err := protodesc.FileOptions{AllowUnresolvable: true}.New(file, local)
		if err != nil {
			return nil, fmt.Errorf("read the described schema: %s: %w", file.GetName(), err)
		}
		if err := local.RegisterFile(fd); err != nil {
			return nil, fmt.Errorf("read the described schema: %s: %w", file.GetName(), err)
		}
		found.messages(fd, fd.Messages())
	}
	return found, nil
}

// inOrder sorts files so that each stands behind those that it imports.
func inOrder(files []*descriptorpb.FileDescriptorProto) []*descriptorpb.FileDescriptorProto {
	byName := make(map[string]*descriptorpb.FileDescriptorProto, len(files))
	for _, f := range files {
		byName[f.GetName()] = f
	}
	var sorted []*descriptorpb.FileDescriptorProto
	done := make(map[string]bool)
	var visit func(*descriptorpb.FileDescriptorProto)
	visit = func(f *descriptorpb.FileDescriptorProto) {
		if f == nil || done[f.GetName()] {
			return
		}
		done[f.GetName()] = true
		for _, imported := range f.GetDependency() {
			visit(byName[imported])
		}
		sorted = append(sorted, f)
	}
	for _, f := range files {
		visit(f)
	}
	return sorted
}

func (c comments) messages(file protoreflect.FileDescriptor, messages protoreflect.MessageDescriptors) {
	for i := range messages.Len() {
		message := messages.Get(i)
		c.add(file, message)
		for j := range message.Fields().Len() {
			c.add(file, message.Fields().Get(j))
		}
		for j := range message.Enums().Len() {
			values := message.Enums().Get(j).Values()
			for k := range values.Len() {
				c.add(file, values.Get(k))
			}
		}
		c.messages(file, message.Messages())
	}
}

func (c comments) add(file protoreflect.FileDescriptor, d protoreflect.Descriptor) {
	text := file.SourceLocations().ByDescriptor(d).LeadingComments
	c[d.FullName()] = strings.Join(strings.Fields(text), " ")
}
