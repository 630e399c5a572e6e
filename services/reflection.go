package services

import (
	"google.golang.org/grpc"
	"google.golang.org/grpc/reflection"
	reflectionpb "google.golang.org/grpc/reflection/grpc_reflection_v1"
	reflectionalphapb "google.golang.org/grpc/reflection/grpc_reflection_v1alpha"
	"google.golang.org/protobuf/reflect/protoreflect"
	"google.golang.org/protobuf/reflect/protoregistry"

	"github.com/opencompendium/compendium/schema"
)

// registerReflection serves the schema with its comments, which generated Go leaves out.
func registerReflection(server *grpc.Server) {
	options := reflection.ServerOptions{Services: server, DescriptorResolver: commented{}}
	reflectionpb.RegisterServerReflectionServer(server, reflection.NewServerV1(options))
	reflectionalphapb.RegisterServerReflectionServer(server, reflection.NewServer(options))
}

// commented finds descriptors in the schema with its comments, and others, such as those of the health service, among
// generated ones. The schema is read when it is first asked for.
type commented struct{}

// FindFileByPath implements protodesc.Resolver.
func (commented) FindFileByPath(path string) (protoreflect.FileDescriptor, error) {
	if files, err := schema.Files(); err == nil {
		if found, err := files.FindFileByPath(path); err == nil {
			return found, nil
		}
	}
	return protoregistry.GlobalFiles.FindFileByPath(path)
}

// FindDescriptorByName implements protodesc.Resolver.
func (commented) FindDescriptorByName(name protoreflect.FullName) (protoreflect.Descriptor, error) {
	if files, err := schema.Files(); err == nil {
		if found, err := files.FindDescriptorByName(name); err == nil {
			return found, nil
		}
	}
	return protoregistry.GlobalFiles.FindDescriptorByName(name)
}
