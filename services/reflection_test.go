package services_test

import (
	"strings"
	"testing"

	reflectionpb "google.golang.org/grpc/reflection/grpc_reflection_v1"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protodesc"
	"google.golang.org/protobuf/reflect/protoreflect"
	"google.golang.org/protobuf/types/descriptorpb"

	"github.com/opencompendium/compendium/release/file"
)

// TestReflectionHasComments asks for descriptors as grpcurl does.
func TestReflectionHasComments(t *testing.T) {
	s := serve(t)
	stream, err := reflectionpb.NewServerReflectionClient(s.conn).ServerReflectionInfo(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for symbol, comment := range map[string]string{
		"compendium.v1.CatalogService": "Gets a drug by name.", "compendium.v1.Drug": "Citations by key.",
		"grpc.health.v1.Health": "", "google.rpc.ErrorInfo": "", "google.rpc.BadRequest": "",
	} {
		if err := stream.Send(&reflectionpb.ServerReflectionRequest{
			MessageRequest: &reflectionpb.ServerReflectionRequest_FileContainingSymbol{FileContainingSymbol: symbol},
		}); err != nil {
			t.Fatal(err)
		}
		response, err := stream.Recv()
		if err != nil {
			t.Fatal(err)
		}
		files := response.GetFileDescriptorResponse().GetFileDescriptorProto()
		if len(files) == 0 {
			t.Errorf("%s: %v", symbol, response)
			continue
		}
		described := &descriptorpb.FileDescriptorProto{}
		if err := proto.Unmarshal(files[0], described); err != nil {
			t.Fatal(err)
		}
		var comments strings.Builder
		for _, location := range described.GetSourceCodeInfo().GetLocation() {
			comments.WriteString(location.GetLeadingComments())
		}
		if !strings.Contains(comments.String(), comment) {
			t.Errorf("%s has no comment %q", symbol, comment)
		}
	}
}

// TestSchemaOfARelease finds the messages of requests and of the details of errors in the schema of a release.
func TestSchemaOfARelease(t *testing.T) {
	opened, err := file.Open(newRelease(t, exampleFiles(t)).File.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	set := &descriptorpb.FileDescriptorSet{}
	if err := proto.Unmarshal(opened.Schema(), set); err != nil {
		t.Fatal(err)
	}
	files, err := protodesc.NewFiles(set)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"compendium.v1.CatalogService", "google.rpc.ErrorInfo", "google.rpc.BadRequest",
		"google.rpc.ResourceInfo", "google.rpc.RetryInfo"} {
		if _, err := files.FindDescriptorByName(protoreflect.FullName(name)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}
