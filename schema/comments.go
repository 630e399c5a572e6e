// Package schema generates the JSON Schema of each collection, which describes content files to editors, from the
// schema's messages, their validation rules and their comments.
//
// It knows descriptors and nothing of content.
package schema

import (
	_ "embed"
	"fmt"
	"strings"
	"sync"

	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protodesc"
	"google.golang.org/protobuf/reflect/protoreflect"
	"google.golang.org/protobuf/reflect/protoregistry"
	"google.golang.org/protobuf/types/descriptorpb"
)

// described is the schema with its comments, which generated Go leaves out. It is written by tools/buf.sh generate.
//
//go:embed compendium.binpb
var described []byte

// Files returns the files of the schema with their comments, and those that they import.
var Files = sync.OnceValues(func() (*protoregistry.Files, error) {
	set := &descriptorpb.FileDescriptorSet{}
	if err := proto.Unmarshal(described, set); err != nil {
		return nil, fmt.Errorf("read the described schema: %w", err)
	}
	known := make(map[string]bool)
	for _, file := range set.File {
		known[file.GetName()] = true
	}
	for i := 0; i < len(set.File); i++ { // it grows
		for _, path := range set.File[i].Dependency {
			if known[path] {
				continue
			}
			known[path] = true
			imported, err := protoregistry.GlobalFiles.FindFileByPath(path)
			if err != nil {
				return nil, fmt.Errorf("read what the described schema imports: %w", err)
			}
			set.File = append(set.File, protodesc.ToFileDescriptorProto(imported))
		}
	}
	files, err := protodesc.NewFiles(set)
	if err != nil {
		return nil, fmt.Errorf("read the described schema: %w", err)
	}
	return files, nil
})

// Comments maps the full names of messages, fields, values of enums and methods to their comments.
type Comments map[protoreflect.FullName]string

// ReadComments returns the comments of the schema.
func ReadComments() (Comments, error) {
	files, err := Files()
	if err != nil {
		return nil, err
	}
	found := make(Comments)
	files.RangeFiles(func(file protoreflect.FileDescriptor) bool {
		found.messages(file, file.Messages())
		for i := range file.Services().Len() {
			methods := file.Services().Get(i).Methods()
			for j := range methods.Len() {
				found.add(file, methods.Get(j))
			}
		}
		return true
	})
	return found, nil
}

func (c Comments) messages(file protoreflect.FileDescriptor, messages protoreflect.MessageDescriptors) {
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

func (c Comments) add(file protoreflect.FileDescriptor, d protoreflect.Descriptor) {
	text := file.SourceLocations().ByDescriptor(d).LeadingComments
	text, _, _ = strings.Cut(text, "buf:lint:") // what follows is meant for buf
	c[d.FullName()] = strings.Join(strings.Fields(text), " ")
}
