from tensorflow.keras.applications.resnet50 import ResNet50, preprocess_input
from tensorflow.keras.preprocessing.image import ImageDataGenerator
from tensorflow.keras.layers import Dense, GlobalAveragePooling2D, BatchNormalization
from tensorflow.keras.models import Model

gen = ImageDataGenerator(preprocessing_function=preprocess_input, validation_split=0.2)
train_gen = gen.flow_from_directory('food/', target_size=(224, 224), batch_size=32, class_mode='categorical', subset='training')
valid_gen = gen.flow_from_directory('food/', target_size=(224, 224), batch_size=32, class_mode='categorical', subset='validation')

base = ResNet50(weights='imagenet', include_top=False, input_shape=(224, 224, 3))
base.trainable = False
x = GlobalAveragePooling2D()(base.output)
x = BatchNormalization()(x)
x = Dense(256, activation='relu')(x)
out = Dense(101, activation='softmax')(x)
model = Model(base.input, out)
model.compile('adam', loss='categorical_crossentropy', metrics=['accuracy'])
model.fit(train_gen, validation_data=valid_gen, epochs=10)
