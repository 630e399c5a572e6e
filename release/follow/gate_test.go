package follow_test

import (
	"testing"

	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/types/descriptorpb"

	"github.com/opencompendium/compendium/release/file"
	"github.com/opencompendium/compendium/release/follow"
)

func TestSchemas(t *testing.T) {
	m, err := file.Open(newFile(t, "one", 1))
	if err != nil {
		t.Fatal(err)
	}
	field := func(set *descriptorpb.FileDescriptorSet, message, name string) *descriptorpb.FieldDescriptorProto {
		for _, file := range set.File {
			for _, m := range file.MessageType {
				for _, f := range m.Field {
					if file.GetPackage() == "compendium.v1" && m.GetName() == message && f.GetName() == name {
						return f
					}
				}
			}
		}
		t.Fatalf("there is no %s.%s", message, name)
		return nil
	}
	tests := []struct {
		name   string
		change func(*descriptorpb.FileDescriptorSet)
		taken  bool
	}{
		{"the same", func(*descriptorpb.FileDescriptorSet) {}, true},
		{"a field that we do not have", func(s *descriptorpb.FileDescriptorSet) {
			f := field(s, "Condition", "display_name")
			f.Number, f.Name, f.JsonName = new(int32(4711)), new("more"), new("more")
		}, true},
		{"a field by another name", func(s *descriptorpb.FileDescriptorSet) {
			f := field(s, "Condition", "display_name")
			f.Name, f.JsonName = new("title"), new("title")
		}, false},
		{"a field of another type", func(s *descriptorpb.FileDescriptorSet) {
			field(s, "Condition", "display_name").Type = descriptorpb.FieldDescriptorProto_TYPE_BYTES.Enum()
		}, false},
		{"a list where there was one", func(s *descriptorpb.FileDescriptorSet) {
			field(s, "Condition", "display_name").Label = descriptorpb.FieldDescriptorProto_LABEL_REPEATED.Enum()
		}, false},
		{"another message, further down", func(s *descriptorpb.FileDescriptorSet) {
			field(s, "Drug", "uses").TypeName = new(".compendium.v1.Condition")
		}, false},
		{"a field of a message in it by another name", func(s *descriptorpb.FileDescriptorSet) {
			f := field(s, "Citation", "section")
			f.Name, f.JsonName = new("part"), new("part")
		}, false},
		{"nothing", func(s *descriptorpb.FileDescriptorSet) { s.File = nil }, true},
		{"a part of it", func(s *descriptorpb.FileDescriptorSet) { s.File = s.File[len(s.File)-1:] }, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var set descriptorpb.FileDescriptorSet
			if err := proto.Unmarshal(m.Schema(), &set); err != nil {
				t.Fatal(err)
			}
			tt.change(&set)
			schema, err := proto.Marshal(&set)
			if err != nil {
				t.Fatal(err)
			}
			if err := follow.Compatible(schema); (err == nil) != tt.taken {
				t.Errorf("got %v", err)
			}
		})
	}
	if follow.Compatible([]byte("no schema")) == nil {
		t.Error("what is no schema is taken")
	}
}

// TestGuard asks for the least that a release may have, and for one less.
func TestGuard(t *testing.T) {
	for _, c := range []struct {
		maxShrink     int
		before, least int64
	}{
		{0, 100, 100}, {20, 100, 80}, {99, 100, 1}, {20, 101, 80}, {20, 1_000_000_000_000, 800_000_000_000}, {20, 1, 0},
	} {
		if err := follow.Guard(c.maxShrink, c.least, c.before); err != nil {
			t.Errorf("%d after %d with a loss of %d %%: %v", c.least, c.before, c.maxShrink, err)
		}
		if err := follow.Guard(c.maxShrink, c.least-1, c.before); err == nil && c.least > 0 {
			t.Errorf("%d after %d with a loss of %d %% is accepted", c.least-1, c.before, c.maxShrink)
		}
	}
	if err := follow.Guard(100, 0, 100); err != nil {
		t.Errorf("nothing after 100 without a limit: %v", err)
	}
}
